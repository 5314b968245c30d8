// SPDX-License-Identifier: Apache-2.0
// Whoever refers to a decision refers to one that is written down, under a number of its own.

import { isHouseCode, isProse } from '../house.ts';
import type { Rule } from '../rule.ts';

const reference = /\bdecisions\/(\d{4}-[a-z0-9-]+\.md)/g;
const byNumber = /\bdecision (\d{4})\b/gi;
const folder = 'docs/decisions/';

/** References to decisions resolve, and no number is given twice. */
export const decisionReference: Rule = {
  name: 'tidy/decision-reference',
  concerns: ({ path }) => (isHouseCode(path) || isProse(path)) && !path.startsWith('tools/test/'),
  *inspect({ path, text }, tree) {
    const decisions = tree.files
      .filter((file) => file.path.startsWith(folder))
      .map((file) => file.path.slice(folder.length));
    for (const [, name = ''] of text.matchAll(reference)) {
      if (!decisions.includes(name)) yield { message: `there is no ${folder}${name}` };
    }
    for (const [, number = ''] of text.matchAll(byNumber)) {
      if (!decisions.some((name) => name.startsWith(`${number}-`))) {
        yield { message: `there is no decision ${number} in ${folder}` };
      }
    }
    const own = path.startsWith(folder) ? path.slice(folder.length, folder.length + 5) : undefined;
    const first = decisions.find((name) => own !== undefined && name.startsWith(own));
    if (first !== undefined && path !== `${folder}${first}`) {
      yield { message: `the number is taken by ${first}; take the next free one` };
    }
  },
};
