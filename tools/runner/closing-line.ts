// SPDX-License-Identifier: Apache-2.0
// Counts a test run into the one line that people and machines read last: `N passed, N failed`,
// with `, N skipped` where any were. Whatever makes a run bad counts as a failure, also a file that
// did not load, an error outside any test, and a run without tests, so that the line never looks
// better than the exit code.

/** What a test run came to. Each list names the things, so that the line can be explained. */
export interface RunResult {
  readonly passed: number;
  readonly failedTests: number;
  /** Files that did not load and suites whose hooks failed. */
  readonly brokenSuites: readonly string[];
  /** Errors that were thrown outside any test. */
  readonly strayErrors: readonly string[];
  readonly skipped: readonly SkippedTest[];
}

/** A test that did not run, and the reason its author gave. */
export interface SkippedTest {
  readonly name: string;
  readonly reason: string | undefined;
}

/** Says everything that the closing line counts beyond plain tests, one line each. */
export function explain(result: RunResult): string[] {
  return [
    ...result.brokenSuites.map((name) => `counted as failed: ${name} did not run to its end`),
    ...result.strayErrors.map((error) => `counted as failed: outside any test, ${error}`),
    ...(hasNothing(result) ? ['counted as failed: the run had no test'] : []),
    ...result.skipped.map(({ name, reason }) => `skipped: ${name}: ${reason ?? 'no reason given'}`),
  ];
}

/** Renders the closing line, without a line break. */
export function closingLine(result: RunResult): string {
  const failed =
    result.failedTests +
    result.brokenSuites.length +
    result.strayErrors.length +
    (hasNothing(result) ? 1 : 0);
  const counts = `${result.passed} passed, ${failed} failed`;
  const skipped = result.skipped.length;
  return skipped === 0 ? counts : `${counts}, ${skipped} skipped`;
}

function hasNothing({ passed, failedTests, brokenSuites, strayErrors }: RunResult): boolean {
  return passed + failedTests + brokenSuites.length + strayErrors.length === 0;
}
