// SPDX-License-Identifier: Apache-2.0
// Goal: each option chooses its run, two at once and wrong numbers are refused by name.
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../command-words.ts';
import { readFaultsRequest } from '../command-line.ts';

describe('the words after npm run faults', () => {
  it.each([
    [[], { kind: 'matrix' }],
    [['--sample'], { kind: 'sample' }],
    [['--only', 'a/b/c/d'], { kind: 'only', name: 'a/b/c/d' }],
    [['--peers'], { kind: 'peers' }],
    [['--storm'], { kind: 'storm', submissions: 1_000 }],
    [['--random-kills', '500'], { kind: 'random_kills', kills: 500, seed: 'random kills' }],
    [['--random-kills', '5', '--seed', 'x'], { kind: 'random_kills', kills: 5, seed: 'x' }],
  ])('%j', (words, run) => {
    expect(readFaultsRequest(words)).toEqual({ run, json: false, lanes: 3 });
  });

  it('take lanes and JSON beside them', () => {
    expect(readFaultsRequest(['--json', '--lanes', '2'])).toMatchObject({ json: true, lanes: 2 });
  });

  it.each([
    [['--sample', '--storm'], /one run at a time/],
    [['--random-kills', 'many'], /--random-kills: expected a whole number .* found many/],
    [['--random-kills', '0'], /--random-kills/],
    [['--lanes', '1.5'], /--lanes/],
    [['--frobnicate'], /frobnicate/],
    [['matrix'], /matrix/],
  ])('%j is refused', (words, message) => {
    expect(() => readFaultsRequest(words)).toThrow(UsageError);
    expect(() => readFaultsRequest(words)).toThrow(message);
  });
});
