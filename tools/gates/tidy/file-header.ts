// SPDX-License-Identifier: Apache-2.0
// Every file of code names its licence and then says what it guarantees.

import { isHouseCode } from '../house.ts';
import type { Rule } from '../rule.ts';

const licenceLine = '// SPDX-License-Identifier: Apache-2.0';
const commentLine = /^(\/\/ |\/\*)/;

/** The first line is the licence, the next one begins a comment that says what the file is for. */
export const fileHeader: Rule = {
  name: 'tidy/file-header',
  concerns: ({ path }) => isHouseCode(path),
  *inspect({ text }) {
    const [first = '', ...rest] = text.split('\n');
    if (first !== licenceLine) yield { line: 1, message: `begin the file with "${licenceLine}"` };
    const next = rest.find((line) => line.trim() !== '') ?? '';
    if (!commentLine.test(next)) {
      yield { line: 2, message: 'after the licence, say in a comment what the file guarantees' };
    }
  },
};
