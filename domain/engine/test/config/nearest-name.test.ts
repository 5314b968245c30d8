// SPDX-License-Identifier: Apache-2.0
// Which name a mistyped one was meant to be.
import { describe, expect, it } from 'vitest';
import { nearestName } from '../../src/config/nearest-name.ts';

const known = ['assets', 'tag', 'title', 'existingTag', 'maintainerCanModify'];

describe('the name that was probably meant', () => {
  it.each([
    ['assests', 'assets'],
    ['asset', 'assets'],
    ['ASSETS', 'assets'],
    ['existing_tag', 'existingTag'],
    ['existing-tag', 'existingTag'],
    ['tilte', 'title'],
    ['tga', 'tag'],
    ['maintainercanmodify', 'maintainerCanModify'],
  ])('for %s is %s', (name, meant) => {
    expect(nearestName(name, known)).toBe(meant);
  });

  it.each(['x', 'body', 'zzzzzz', '', 'a'.repeat(1_000)])('is none for %j', (name) => {
    expect(nearestName(name, known)).toBeNull();
  });
});
