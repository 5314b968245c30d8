// SPDX-License-Identifier: Apache-2.0
// Time and randomness come in through ports. A test that reads the wall clock is a test that fails on
// some days, so the rule holds for tests as well.

import type { ESTree } from 'vite';
import { isHouseCode, isTest } from '../house.ts';
import type { Finding, Rule } from '../rule.ts';
import { syntaxOf } from '../syntax.ts';

const exempt = /^(adapters|tools)\//;
const entropy = ['randomUUID', 'randomBytes', 'randomInt', 'randomFillSync', 'getRandomValues'];

/** No wall clock and no randomness outside adapters and tools. */
export const clockAndChance: Rule = {
  name: 'tidy/clock-and-chance',
  concerns: ({ path }) => isHouseCode(path) && !exempt.test(path),
  inspect(file) {
    const syntax = syntaxOf(file);
    const found: Finding[] = [];
    const add = (offset: number, message: string) => {
      found.push({ line: syntax.lineAt(offset), message });
    };
    syntax.visit({
      CallExpression: ({ start, callee }) => {
        const name = calledName(callee);
        if (name === 'Date.now' || name === 'Date') add(start, 'take the time from a Clock');
        if (name === 'Math.random') add(start, 'take randomness from Entropy, or from a seed');
        if (!isTest(file.path) && entropy.includes(name.split('.').at(-1) ?? '')) {
          add(start, `${name}: take randomness from Entropy, or from a seed`);
        }
      },
      NewExpression: ({ start, callee, arguments: args }) => {
        if (args.length === 0 && calledName(callee) === 'Date') {
          add(start, 'take the time from a Clock');
        }
      },
    });
    return found;
  },
};

function calledName(callee: ESTree.Expression): string {
  if (callee.type === 'Identifier') return callee.name;
  if (callee.type !== 'MemberExpression') return '';
  const property = callee.property.type === 'Identifier' ? callee.property.name : '';
  return `${calledName(callee.object)}.${property}`;
}
