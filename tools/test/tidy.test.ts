// SPDX-License-Identifier: Apache-2.0
// The repository is tidy, and each rule of tidiness catches what it is there for.

import { describe, expect, it } from 'vitest';
import { gates } from '../gates/gates.ts';
import { inspect, type Rule } from '../gates/rule.ts';
import { treeOf } from '../gates/source-tree.ts';
import { citedPage } from '../gates/tidy/cited-page.ts';
import { clockAndChance } from '../gates/tidy/clock-and-chance.ts';
import { decisionReference } from '../gates/tidy/decision-reference.ts';
import { documentedExports } from '../gates/tidy/documented-exports.ts';
import { explicitExports } from '../gates/tidy/explicit-exports.ts';
import { fileHeader } from '../gates/tidy/file-header.ts';
import { fileName } from '../gates/tidy/file-name.ts';
import { fileSize } from '../gates/tidy/file-size.ts';
import { inventory } from '../gates/tidy/inventory.ts';
import { proseLink } from '../gates/tidy/prose-link.ts';
import { tidyRules } from '../gates/tidy/tidy-rules.ts';
import { unsafeEscape } from '../gates/tidy/unsafe-escape.ts';
import { complaints, header, plantedFile, repositoryRoot, type Planted } from './planted-tree.ts';

interface Canary {
  readonly rule: Rule;
  readonly what: string;
  readonly files: Planted;
  readonly says: RegExp;
}

const source = 'domain/core/src/thing.ts';

const canaries: readonly Canary[] = [
  {
    rule: fileHeader,
    what: 'a file without its licence line',
    files: { [source]: '// Says what it guarantees.\n' },
    says: /thing\.ts:1: begin the file with/,
  },
  {
    rule: fileHeader,
    what: 'a file that does not say what it is for',
    files: { [source]: '// SPDX-License-Identifier: Apache-2.0\n\nexport {};\n' },
    says: /say in a comment what the file guarantees/,
  },
  {
    rule: fileSize,
    what: 'a source file of 301 lines',
    files: { [source]: 'x;\n'.repeat(301) },
    says: /301 lines; at most 300/,
  },
  {
    rule: fileSize,
    what: 'a test file of 301 lines',
    files: { 'domain/core/test/thing.test.ts': 'x;\n'.repeat(301) },
    says: /301 lines; at most 300/,
  },
  {
    rule: fileName,
    what: 'a name that is not kebab-case',
    files: { 'domain/core/src/publicationPlan.ts': '' },
    says: /rename "publicationPlan\.ts"/,
  },
  {
    rule: fileName,
    what: 'a folder that says nothing',
    files: { 'domain/core/src/utils/text.ts': '' },
    says: /"utils" says nothing/,
  },
  {
    rule: fileName,
    what: 'a file whose noun says nothing',
    files: { 'domain/core/src/text-helpers.ts': '' },
    says: /"text-helpers\.ts" says nothing/,
  },
  {
    rule: explicitExports,
    what: 'an export of everything',
    files: { [source]: "export * from './other.ts';\n" },
    says: /list the exported names/,
  },
  {
    rule: explicitExports,
    what: 'an index.ts with code in it',
    files: { 'domain/core/src/index.ts': 'export const limit = 1;\n' },
    says: /an index\.ts only re-exports/,
  },
  {
    rule: documentedExports,
    what: 'an exported function without a comment',
    files: { [source]: `${header}\nexport function mint(): void {}\n` },
    says: /thing\.ts:4: document mint/,
  },
  {
    rule: documentedExports,
    what: 'an exported type whose comment stands elsewhere',
    files: { [source]: '/** A plan. */\n\nconst x = 1;\nexport type Plan = typeof x;\n' },
    says: /document Plan/,
  },
  {
    rule: documentedExports,
    what: 'a declaration that is exported at the end of the file',
    files: { [source]: 'const limit = 1;\nexport { limit };\n' },
    says: /document limit/,
  },
  {
    rule: unsafeEscape,
    what: 'the type any',
    files: { [source]: 'let x: any;\n' },
    says: /instead of any/,
  },
  {
    rule: unsafeEscape,
    what: 'a non-null assertion',
    files: { [source]: 'x!.y;\n' },
    says: /instead of !/,
  },
  {
    rule: unsafeEscape,
    what: 'a double assertion',
    files: { [source]: 'const y = x as unknown as string;\n' },
    says: /instead of a double assertion/,
  },
  {
    rule: unsafeEscape,
    what: 'a suppressed type error',
    files: { [source]: '// @ts-expect-error it is fine\nx;\n' },
    says: /instead of @ts-expect-error/,
  },
  {
    rule: unsafeEscape,
    what: 'a suppressed lint rule',
    files: { [source]: '/* oxlint-disable */\nx;\n' },
    says: /instead of oxlint-disable/,
  },
  {
    rule: clockAndChance,
    what: 'a reading of the wall clock',
    files: { 'faces/cli/src/thing.ts': 'const now = Date.now();\n' },
    says: /take the time from a Clock/,
  },
  {
    rule: clockAndChance,
    what: 'a Date of now, in a test',
    files: { 'faces/cli/test/thing.test.ts': 'const now = new Date();\n' },
    says: /take the time from a Clock/,
  },
  {
    rule: clockAndChance,
    what: 'Math.random',
    files: { 'doubles/testkit/src/thing.ts': 'const x = Math.random();\n' },
    says: /take randomness from Entropy/,
  },
  {
    rule: clockAndChance,
    what: 'a random id',
    files: { 'faces/cli/src/thing.ts': 'const id = crypto.randomUUID();\n' },
    says: /crypto\.randomUUID: take randomness/,
  },
  {
    rule: proseLink,
    what: 'a link to a file that is not there',
    files: { 'docs/guide.md': 'See [the plan](plan.md).\n' },
    says: /guide\.md:1: plan\.md: there is no docs\/plan\.md/,
  },
  {
    rule: proseLink,
    what: 'a link to a heading that is not there',
    files: { 'docs/guide.md': '# Guide\n\n[below](#the-end)\n' },
    says: /has no such heading/,
  },
  {
    rule: decisionReference,
    what: 'a reference to a decision that nobody wrote',
    files: { [source]: '// See docs/decisions/0009-one-street.md\n' },
    says: /there is no docs\/decisions\/0009-one-street\.md/,
  },
  {
    rule: decisionReference,
    what: 'a decision number that was given twice',
    files: { 'docs/decisions/0001-first.md': '', 'docs/decisions/0001-second.md': '' },
    says: /0001-second\.md: the number is taken by 0001-first\.md/,
  },
  {
    rule: citedPage,
    what: 'a citation of the design, which is not shipped',
    files: { [source]: '\n/** A plan (DESIGN section 6). */\n' },
    says: /thing\.ts:2: DESIGN is no page of the repository/,
  },
  {
    rule: citedPage,
    what: 'a citation of a page that is not there',
    files: { 'domain/core/test/thing.test.ts': '// See docs/reference/shapes.md.\n' },
    says: /thing\.test\.ts:1: docs\/reference\/shapes\.md: there is no docs\/reference\/shapes\.md/,
  },
  {
    rule: citedPage,
    what: 'a citation of a heading that is not there',
    files: { [source]: '// docs/guide.md#the-end\n', 'docs/guide.md': '# Guide\n' },
    says: /docs\/guide\.md has no such heading/,
  },
  {
    rule: inventory,
    what: 'an unexpected kind of file',
    files: { 'docs/notes.docx': '' },
    says: /unexpected kind of file/,
  },
  {
    rule: inventory,
    what: 'a large file',
    files: { 'docs/map.svg': 'x'.repeat(1024 * 1024 + 1) },
    says: /1048577 bytes; at most 1048576/,
  },
];

describe('the tidy gate', () => {
  it('finds this repository tidy', async () => {
    expect(await gates.get('tidy')?.(repositoryRoot)).toEqual([]);
  });

  it.each(canaries)('catches $what', ({ rule, files, says }) => {
    expect(complaints(rule, files).join('\n')).toMatch(says);
  });

  it('catches an executable file and a symbolic link', () => {
    const tree = treeOf([
      plantedFile('tools/do.ts', '', 'executable'),
      plantedFile('docs/link.md', '', 'symlink'),
    ]);
    const messages = inspect(tree, [inventory]).map(({ path, message }) => `${path}: ${message}`);
    expect(messages).toEqual([
      'docs/link.md: replace the symbolic link by a file',
      'tools/do.ts: drop the executable bit; run it by its interpreter',
    ]);
  });

  it.each(tidyRules)('fails where $name has no file to look at', (rule) => {
    expect(complaints(rule, {}).join('\n')).toContain('found no file to look at');
  });

  it('passes a tidy tree', () => {
    const files = {
      'domain/core/src/index.ts': `${header}\nexport { mint } from './mint.ts';\n`,
      'domain/core/src/mint.ts': `${header}\n/** Mints (docs/guide.md#the-guide). */\nexport function mint(): void {}\n`,
      'domain/core/test/mint.test.ts': `${header}\nit('mints', () => expect(mint()).toBe(1));\n`,
      'docs/guide.md': '# The guide\n\n[top](#the-guide), [code](../domain/core/src), `[a](?:b)`\n',
    };
    expect(tidyRules.flatMap((rule) => complaints(rule, files))).toEqual([]);
  });
});
