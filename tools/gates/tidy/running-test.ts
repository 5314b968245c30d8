// SPDX-License-Identifier: Apache-2.0
// Every test that is written runs. One that cannot run on a machine says so when it runs, with a
// reason that the closing line's list shows.

import { isHouseCode } from '../house.ts';
import type { Finding, Rule } from '../rule.ts';
import { syntaxOf } from '../syntax.ts';

const testFunctions = ['it', 'test', 'describe', 'suite', 'bench'];
const insteadOf: Readonly<Record<string, string>> = {
  only: 'remove .only; select tests on the command line',
  todo: 'write the test, or remove it',
  skip: 'remove it, or call context.skip("reason") in the body',
  skipIf: 'call context.skip("reason") in the body',
  runIf: 'call context.skip("reason") in the body',
  fails: 'assert the refusal instead',
};

/** No test is focused, skipped or left for later where it is declared. */
export const runningTest: Rule = {
  name: 'tidy/running-test',
  concerns: ({ path }) => isHouseCode(path) && path.endsWith('.test.ts'),
  inspect(file) {
    const syntax = syntaxOf(file);
    const found: Finding[] = [];
    syntax.visit({
      MemberExpression: ({ start, object, property }) => {
        if (object.type !== 'Identifier' || property.type !== 'Identifier') return;
        const instead = insteadOf[property.name];
        if (!testFunctions.includes(object.name) || instead === undefined) return;
        const message = `${object.name}.${property.name}: ${instead}`;
        found.push({ line: syntax.lineAt(start), message });
      },
    });
    return found;
  },
};
