// SPDX-License-Identifier: Apache-2.0
// Goal: what the reference says of evidence packs is enough to verify one: the program on its page, which
// shares no code with ours, finds of every pack of `spec/vectors`, and of those of the demo, what we find.
import { execFileSync, spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fencedBlocks, typedCommands } from './snippets.ts';

const root = join(import.meta.dirname, '../..');
const vectors = join(root, 'spec/vectors/evidence');
const page = readFileSync(join(root, 'docs/reference/verify-by-hand.md'), 'utf8');
const demoMs = 60_000;

interface EvidenceVector {
  readonly file: string;
  readonly verified: boolean;
}

const cases: readonly EvidenceVector[] = JSON.parse(
  readFileSync(join(vectors, 'cases.json'), 'utf8'),
);
const folder = mkdtempSync(join(tmpdir(), 'marketops-verify-by-hand-'));
const program = join(folder, 'verify.mjs');

/** Runs the page's program as the page says; an assertion that does not hold ends it. */
function verify(pack: string, trust: string) {
  const { status, stderr } = spawnSync(process.execPath, [program, pack, trust], {
    encoding: 'utf8',
  });
  return { status, threw: stderr.includes('AssertionError') };
}

const verifies = { status: 0, threw: false };
const refuses = { status: 1, threw: true };

describe('an evidence pack, verified by hand', () => {
  beforeAll(() => {
    // The page tells how to take the program out of it; that is how it is taken here.
    const [take = ''] = typedCommands(page);
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
    const found = verify(join(vectors, file), join(vectors, 'trust.json'));
    expect(found).toEqual(verified ? verifies : refuses);
  });

  it(
    'verifies what the demo published, as the README shows, and refuses it with a byte changed',
    () => {
      const home = join(folder, 'demo');
      const commandLine = join(root, 'faces/cli/src/main.ts');
      execFileSync(process.execPath, [commandLine, 'demo', '--quiet', '--home', home]);
      const packs = globSync('**/*.evidence.json', { cwd: home }).map((path) => join(home, path));
      const trust = join(home, 'trust.json');
      const kinds = packs.map((pack): unknown => {
        const { operation } = JSON.parse(readFileSync(pack, 'utf8'));
        return operation.kind;
      });
      expect(new Set(kinds)).toEqual(new Set(['tag_repo', 'publish_release', 'open_pr']));
      expect(packs.map((pack) => verify(pack, trust))).toEqual(packs.map(() => verifies));

      const [, ...look] = typedCommands(readFileSync(join(root, 'README.md'), 'utf8'));
      const script = look.join('\n').replaceAll('../try/', `${home}/`);
      const shown = execFileSync('bash', ['-euo', 'pipefail', '-c', script], { cwd: root });
      expect(shown.toString().match(/^verified$/gm)).toHaveLength(packs.length);

      const [pack = ''] = packs;
      const altered = readFileSync(pack, 'utf8').replace(/"sig":"(.)/, (found, digit: string) =>
        found.replace(/.$/, digit === 'A' ? 'B' : 'A'),
      );
      writeFileSync(pack, altered);
      expect(verify(pack, trust)).toEqual(refuses);
    },
    demoMs,
  );
});
