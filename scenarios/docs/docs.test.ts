// SPDX-License-Identifier: Apache-2.0
// Goal: every shell snippet of the README and of the guide does what the text around it says.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDocsSite } from './docs-site.ts';
import { shellSnippets, takingSuccessForRefusal } from './snippets.ts';

const root = join(import.meta.dirname, '../..');
const guide = join(root, 'docs/guide');
const guideMs = 180_000;
const hasSshKeygen = spawnSync('ssh-keygen', ['-?']).error === undefined;

describe('the README', () => {
  it('names as its snippets exactly the two commands that CI calls', () => {
    const snippets = shellSnippets(readFileSync(join(root, 'README.md'), 'utf8'));
    expect(snippets.map((snippet) => snippet.trim())).toEqual(['npm run demo', 'npm test']);
    const ci = readFileSync(join(root, '.ci/run'), 'utf8');
    expect(ci).toMatch(/npm test/);
    expect(ci).toMatch(/npm run demo/);
  });
});

describe('the guide', () => {
  const documents = readdirSync(guide).filter((file) => file.endsWith('.md'));

  it.each(documents)('%s proves each exit code that it expects', (document) => {
    const snippets = shellSnippets(readFileSync(join(guide, document), 'utf8'));
    expect(snippets.flatMap(takingSuccessForRefusal)).toEqual([]);
  });

  it.each(['marketops plan || test $? -eq 6', 'marketops plan ||\n  [ "$?" = 6 ]'])(
    'would notice that %j takes success as well',
    (script) => {
      expect(takingSuccessForRefusal(script)).toHaveLength(1);
    },
  );

  it.for(documents)(
    '%s can be followed from top to bottom',
    { timeout: guideMs },
    async (document, context) => {
      const snippets = shellSnippets(readFileSync(join(guide, document), 'utf8'));
      expect(snippets.length, 'snippets to run').toBeGreaterThan(0);
      const asksForSsh = snippets.some((snippet) => snippet.includes('ssh-keygen'));
      if (asksForSsh && !hasSshKeygen) context.skip('no ssh-keygen on this machine');
      const site = await openDocsSite();
      onTestFinished(() => site.close());
      const { code, output } = await site.run(snippets.join('\n'));
      expect(code, output).toBe(0);
      expect(output).not.toContain('github_pat_of_the_guide');
    },
  );

  it(
    'would notice a snippet that fails',
    async () => {
      const site = await openDocsSite();
      onTestFinished(() => site.close());
      const { code } = await site.run(shellSnippets('```sh\nmarketops frobnicate\n```').join('\n'));
      expect(code).toBe(2);
    },
    guideMs,
  );
});
