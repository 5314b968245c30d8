// SPDX-License-Identifier: Apache-2.0
// Goal: the page of the checks names every check, and for each exactly the codes that its source
// refuses with.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKS, REASON_CODES, type CheckName } from '@marketops/core';
import { describe, expect, it } from 'vitest';
import { checksPage } from '../../spec/checks-page.ts';
import { DESCRIBED_CHECKS } from '../../spec/described-checks.ts';

const folder = join(import.meta.dirname, '../../../domain/core/src/check');
const sourceOf = (file: string): string => readFileSync(join(folder, file), 'utf8');

/** The part of a source that is about a check, from its comment or function to the next one. */
function partAbout(name: CheckName): string {
  const { decidedIn } = DESCRIBED_CHECKS[name];
  const source = sourceOf(decidedIn);
  if (decidedIn === 'approvals-check.ts') return source;
  const mark =
    decidedIn === 'evaluate-checks.ts'
      ? `function ${camelCase(name)}(`
      : `/** Check ${CHECKS.indexOf(name) + 1}:`;
  const parts = source.split(/(?=\/\*\* Check \d)|(?=^function )/m);
  const begin = parts.findIndex((part) => part.startsWith(mark));
  if (begin === -1) return '';
  const next = parts.findIndex((part, at) => at > begin && part.startsWith('/** Check'));
  const end = decidedIn === 'evaluate-checks.ts' ? begin + 1 : next;
  return parts.slice(begin, end === -1 ? undefined : end).join('');
}

function camelCase(name: string): string {
  return name.replaceAll(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}

/** The codes that a text names, each once, in the catalogue's order. */
function codesIn(text: string): readonly string[] {
  return REASON_CODES.filter((code) => text.includes(`'${code}'`));
}

describe('the page of the checks', () => {
  it('has one row for each check, in order and by number', () => {
    const rows = [...checksPage().matchAll(/^\| (\d+) \| `([a-z_]+)` \|/gm)];
    expect(rows.map(([, number, name]) => [Number(number), name])).toEqual(
      CHECKS.map((name, index) => [index + 1, name]),
    );
  });

  it.each(CHECKS)('names for %s the codes that its source refuses with', (name) => {
    const described = new Set<string>(DESCRIBED_CHECKS[name].codes);
    const inOrder = REASON_CODES.filter((code) => described.has(code));
    expect(inOrder).toEqual(codesIn(partAbout(name)));
    expect(inOrder.length, 'codes').toBeGreaterThan(0);
  });

  it('leaves out no code of any check', () => {
    const described = new Set<string>(CHECKS.flatMap((name) => DESCRIBED_CHECKS[name].codes));
    const files = ['evaluate-checks.ts', 'receipt-checks.ts', 'approvals-check.ts'];
    const named = codesIn(files.map(sourceOf).join('\n'));
    expect(REASON_CODES.filter((code) => described.has(code))).toEqual(named);
  });
});
