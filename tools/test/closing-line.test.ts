// SPDX-License-Identifier: Apache-2.0
// The closing line never looks better than the run was.

import { describe, expect, it } from 'vitest';
import { closingLine, explain, type RunResult } from '../runner/closing-line.ts';

const clean: RunResult = {
  passed: 3,
  failedTests: 0,
  brokenSuites: [],
  strayErrors: [],
  skipped: [],
};

describe('the closing line', () => {
  it('counts what passed and what failed', () => {
    expect(closingLine({ ...clean, failedTests: 2 })).toBe('3 passed, 2 failed');
  });

  it('counts skipped tests where there are any, and lists their reasons', () => {
    const skipped = [
      { name: 'git.test.ts > clones', reason: 'no git' },
      { name: 'git.test.ts > fetches', reason: undefined },
    ];
    expect(closingLine({ ...clean, skipped })).toBe('3 passed, 0 failed, 2 skipped');
    expect(explain({ ...clean, skipped })).toEqual([
      'skipped: git.test.ts > clones: no git',
      'skipped: git.test.ts > fetches: no reason given',
    ]);
  });

  it('counts a broken file and a stray error as failures, and names them', () => {
    const result = { ...clean, brokenSuites: ['a.test.ts'], strayErrors: ['Error: late'] };
    expect(closingLine(result)).toBe('3 passed, 2 failed');
    expect(explain(result)).toEqual([
      'counted as failed: a.test.ts did not run to its end',
      'counted as failed: outside any test, Error: late',
    ]);
  });

  it('counts a run without tests as a failure, skipped ones notwithstanding', () => {
    const skipped = [{ name: 'a', reason: 'no git' }];
    expect(closingLine({ ...clean, passed: 0 })).toBe('0 passed, 1 failed');
    expect(closingLine({ ...clean, passed: 0, skipped })).toBe('0 passed, 1 failed, 1 skipped');
  });
});
