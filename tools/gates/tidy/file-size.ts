// SPDX-License-Identifier: Apache-2.0
// A file is short enough to be read in one go.

import { isHouseCode } from '../house.ts';
import type { Rule } from '../rule.ts';

/** Of source and of tests alike. */
const linesMax = 300;

/** An index is a list of names, with no concepts to split it by. */
const index = /(^|\/)index\.ts$/;

/** Files stay under their limit of lines. */
export const fileSize: Rule = {
  name: 'tidy/file-size',
  concerns: ({ path }) => isHouseCode(path) && !index.test(path),
  *inspect({ text }) {
    const lines = text.trimEnd().split('\n').length;
    if (lines > linesMax) {
      yield { message: `${lines} lines; at most ${linesMax}: split it by concept` };
    }
  },
};
