// SPDX-License-Identifier: Apache-2.0
// A file is named, in kebab-case, for the one concept it holds.

import type { Rule } from '../rule.ts';

const kebabCase = /^\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;
const customary =
  /^(README|CHANGELOG|CONTRIBUTING|DEVELOPERS|SECURITY|AGENTS)\.md$|^(LICENSE|NOTICE)$/;
const namedByOthers = /^(examples|spec\/vectors)\//;
const meaningless = ['util', 'utils', 'helper', 'helpers', 'common', 'misc', 'shared'];

/** Names are kebab-case and mean something. */
export const fileName: Rule = {
  name: 'tidy/file-name',
  concerns: ({ path }) => !namedByOthers.test(path),
  *inspect({ path }) {
    for (const segment of path.split('/')) {
      if (!kebabCase.test(segment) && !customary.test(segment)) {
        yield { message: `rename "${segment}" in kebab-case` };
      }
      const noun = segment.split('.')[0]?.split('-').at(-1) ?? '';
      if (meaningless.includes(noun)) {
        yield { message: `"${segment}" says nothing; name it for the concept it holds` };
      }
    }
  },
};
