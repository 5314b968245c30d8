// SPDX-License-Identifier: Apache-2.0
// Goal: what the reference says of evidence packs is enough to verify one: the program on its page, which
// shares no code with ours, finds of every pack of `spec/vectors` what we find.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fencedBlocks } from './snippets.ts';

const root = join(import.meta.dirname, '../..');
const vectors = join(root, 'spec/vectors/evidence');
const page = readFileSync(join(root, 'docs/reference/verify-by-hand.md'), 'utf8');

interface EvidenceVector {
  readonly file: string;
  readonly verified: boolean;
}

const cases: readonly EvidenceVector[] = JSON.parse(
  readFileSync(join(vectors, 'cases.json'), 'utf8'),
);
const folder = mkdtempSync(join(tmpdir(), 'marketops-verify-by-hand-'));
const program = join(folder, 'verify.mjs');

/** Runs the page's program as the page says. */
function verify(pack: string) {
  const trust = join(vectors, 'trust.json');
  return spawnSync(process.execPath, [program, pack, trust], { encoding: 'utf8' });
}

describe('an evidence pack, verified by hand', () => {
  beforeAll(() => {
    // The page tells how to take the program out of it; that is how it is taken here.
    const [typed = ''] = fencedBlocks(page, 'console');
    const [take = ''] = typed.split('\n').map((line) => line.replace(/^\$ /, ''));
    execFileSync('bash', ['-c', take.replace('> verify.mjs', `> '${program}'`)], { cwd: root });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('takes no code of ours', () => {
    const text = readFileSync(program, 'utf8');
    const imports = [...text.matchAll(/ from '([^']+)';$/gm)].map(([, name]) => name);
    expect(imports).toEqual(['node:assert/strict', 'node:crypto', 'node:fs']);
    expect(text).toBe(fencedBlocks(page, 'js').join(''));
  });

  it('has packs to verify and packs to refuse', () => {
    expect(new Set(cases.map(({ verified }) => verified))).toEqual(new Set([true, false]));
  });

  it.each(cases)('$file: verified is $verified', ({ file, verified }) => {
    const { status, stderr } = verify(join(vectors, file));
    expect({ status, threw: stderr.includes('AssertionError') }).toEqual({
      status: verified ? 0 : 1,
      threw: !verified,
    });
  });
});
