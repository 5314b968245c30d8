// SPDX-License-Identifier: Apache-2.0
// Goal: what is written from code stands in the tree as the code would write it now.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REASON_CODES, reasonEntry } from '@marketops/core';
import { describe, expect, it } from 'vitest';
import { generatedFiles } from '../../spec/generated-files.ts';
import { documentedCodes, reasonCodesPage } from '../../spec/reason-codes-page.ts';

const root = join(import.meta.dirname, '../../..');

/** A command line of ours, or of a program that every reader has. */
const runnable =
  /^(marketops|apt-get|chmod|cp|df|export|git|ls|node|npm|ssh-keygen|timedatectl|vi) /;

describe('generated files', () => {
  it.each(generatedFiles())('$path is what the code would write', ({ path, text }) => {
    expect(existsSync(join(root, path)), `${path} is absent: npm run spec`).toBe(true);
    expect(readFileSync(join(root, path), 'utf8')).toBe(text);
  });

  it('a changed page is told from the generated one', () => {
    expect(reasonCodesPage().replace('stable', 'unstable')).not.toBe(reasonCodesPage());
  });
});

describe('the reason-code catalogue', () => {
  it('is documented code by code, both ways', () => {
    expect(documentedCodes(reasonCodesPage())).toEqual([...REASON_CODES]);
  });

  it('names a sentence, a reason, a fixer and a next command for every code', () => {
    for (const code of REASON_CODES) {
      const entry = reasonEntry(code);
      expect(code).toMatch(/^[a-z_]+\.[a-z_]+$/);
      expect(entry.headline).toMatch(/^(?:[A-Z]|marketops\.yaml).*\.$/);
      expect(entry.why).toMatch(/^[A-Z].*\.$/);
      expect(entry.next).toMatch(runnable);
    }
  });
});
