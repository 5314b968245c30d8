// SPDX-License-Identifier: Apache-2.0
// Goal: the first release can be followed by hand from an empty folder: what the guide shows as typed into
// a console makes the site on which its snippets work, and its least configuration is one.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDocsSite } from './docs-site.ts';
import { runScript } from './run-script.ts';
import { fencedBlocks, shellSnippets, typedCommands } from './snippets.ts';

const root = join(import.meta.dirname, '../..');
const guide = readFileSync(join(root, 'docs/guide/first-release.md'), 'utf8');
const guideMs = 180_000;

/** The snippets up to the approvals, which need no program but ours. */
const firstSnippets = shellSnippets(guide.slice(0, guide.indexOf('## Approvals')));

describe('the first release by hand', () => {
  it(
    'begins in an empty folder, with the checkout and nothing else',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'marketops-by-hand-'));
      onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
      const look = 'stat -c %a github-token; test -s github-token';
      const keys = firstSnippets.map((snippet) => snippet.replace(/^ssh-keygen.*$/m, bobsKey));
      const script = ['trap "kill %1" EXIT', ...typedCommands(guide), look, ...keys].join('\n');
      const { code, output } = await runScript(script, folder, {
        HOME: folder,
        CHECKOUT: root,
        PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
      });
      expect(code, output).toBe(0);
      expect(output).toMatch(/^600$/m);
      expect(output).toMatch(/publish_release/);
    },
    guideMs,
  );

  it(
    'knows the least configuration that can be planned',
    async () => {
      const [least = ''] = fencedBlocks(guide, 'yaml');
      const site = await openDocsSite();
      onTestFinished(() => site.close());
      writeFileSync(join(site.folder, 'least.yaml'), least);
      const plan = [
        ...firstSnippets.slice(0, -1).map((snippet) => snippet.replace(/^ssh-keygen.*$/m, bobsKey)),
        'cd lantern && cp ../least.yaml marketops.yaml',
        'git -c user.name=Carol -c user.email=carol@lantern.example commit -qam "chore: less"',
        'marketops plan --proposer agent:release-agent --on-behalf-of carol --json || true',
      ];
      const { output } = await site.run(plan.join('\n'));
      expect(output).toContain('plan.commit_not_on_github');
      expect(output).not.toMatch(/config\.\w+/);
    },
    guideMs,
  );
});

/** Stands in for an SSH key where no OpenSSH is. */
const bobsKey = 'marketops key create bob && mv bob.pub bob_ed25519.pub';
