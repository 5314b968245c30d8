// SPDX-License-Identifier: Apache-2.0
// marketops.yaml is read strictly: the vectors of spec/vectors/config hold what is accepted, and for
// what is refused the one line that people are shown.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8Encode } from '@marketops/core';
import { projectConfigSchema } from '@marketops/engine';
import { must } from '@marketops/testkit';
import { readStrictYaml } from '../src/strict-yaml.ts';

const vectors = join(import.meta.dirname, '../../../spec/vectors/config');

function vectorsIn(folder: string): readonly (readonly [string, Buffer])[] {
  return readdirSync(join(vectors, folder)).map((name) => [
    name,
    readFileSync(join(vectors, folder, name)),
  ]);
}

/** The one line that a configuration is refused with, or null. */
function refusalLine(bytes: Uint8Array): string | null {
  const yaml = readStrictYaml(bytes);
  if (!yaml.ok) {
    const { path, expected, found } = yaml.problem;
    return `config.malformed marketops.yaml:${path}: expected ${expected}, found ${found}`;
  }
  const { value, locate } = yaml.value;
  const config = projectConfigSchema.parse(value, '');
  if (config.ok) return null;
  const { path, expected, found } = config.problem;
  const subject = `marketops.yaml:${locate(path)} ${path}`.trim();
  return `config.invalid ${subject}: expected ${expected}, found ${found}`;
}

const read = (text: string) => readStrictYaml(utf8Encode(text));

describe('marketops.yaml', () => {
  it.each(vectorsIn('valid'))('is accepted: %s', (_, bytes) => {
    expect(refusalLine(bytes)).toBeNull();
  });

  it.each(vectorsIn('invalid'))('is refused with one line: %s', (_, bytes) => {
    const [first = ''] = bytes.toString('utf8').split('\n');
    // Where the parser's own words follow, the vector ends before them.
    expect(refusalLine(bytes)?.startsWith(first.slice('# '.length))).toBe(true);
  });

  it('is read as YAML 1.2: only true and false are booleans, only null is null', () => {
    const { value } = must(read('a: yes\nb: off\nc: ~\nd:\ne: 0o14\nf: 1_000\ng: 2026-03-02\n'));
    expect(value).toEqual({
      a: 'yes',
      b: 'off',
      c: null,
      d: null,
      e: 12,
      f: '1_000',
      g: '2026-03-02',
    });
  });

  it.each([
    ['an empty file', '', 'an empty file'],
    ['a comment alone', '# nothing\n', 'an empty file'],
    ['a key that is a mapping', '? { a: 1 }\n: 2\n', 'another kind of key'],
    ['an integer beyond JSON', 'a: 9007199254740993\n', '9007199254740993'],
    ['infinity', 'a: .inf\n', 'Infinity'],
    ['deep nesting', `${'['.repeat(40)}${']'.repeat(40)}`, 'a deeper one'],
    ['very deep nesting', '['.repeat(100_000), 'Maximum call stack size exceeded'],
    ['too many bytes', `# ${'a'.repeat(262_144)}`, '262146 bytes'],
    ['the name of the prototype', '__proto__: {}\n', '"__proto__"'],
    ['an unknown tag', 'a: !secret b\n', 'Unresolved tag: !secret'],
  ])('refuses %s', (_, text, found) => {
    expect(read(text)).toMatchObject({ ok: false, problem: { found } });
  });

  it('refuses bytes that are no UTF-8', () => {
    const bytes = Uint8Array.from([0x61, 0x3a, 0x20, 0xff]);
    expect(readStrictYaml(bytes)).toMatchObject({ ok: false, problem: { path: '1:1' } });
  });

  it('tells where a value stands, or what is nearest around it', () => {
    const { locate } = must(read('a:\n  - b: 1\n    c: [2, 3]\n"x/y": 4\n'));
    expect(locate('')).toBe('1:1');
    expect(locate('/a')).toBe('1:1');
    expect(locate('/a/0/c/1')).toBe('3:12');
    expect(locate('/a/0/gone')).toBe('2:5');
    expect(locate('/x~1y')).toBe('4:1');
    expect(locate('/gone/deeper')).toBe('1:1');
  });

  it('reads whatever JSON says as JSON has it', () => {
    const json = fc.jsonValue({ noUnicodeString: true });
    fc.assert(
      fc.property(json, (value) => {
        const text = JSON.stringify({ value });
        const parsed = read(text);
        fc.pre(parsed.ok);
        expect(must(parsed).value).toEqual(JSON.parse(text));
      }),
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.string(), (bytes, text) => {
        expect([true, false]).toContain(readStrictYaml(bytes).ok);
        expect([true, false]).toContain(read(text).ok);
      }),
    );
  });
});
