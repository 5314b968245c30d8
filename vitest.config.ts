// SPDX-License-Identifier: Apache-2.0
// Every test of the repository, in four projects. Pure packages share one thread and one module
// graph, since nothing in them can leak; whatever touches sockets, files or processes gets a process
// of its own.

import { defineConfig } from 'vitest/config';
import { ClosingLineReporter } from './tools/runner/closing-line-reporter.ts';

const secondMs = 1_000;

/** The bound says that a test hangs, not that it is slow: machines are busy. */
function boundedBy(seconds: number) {
  return { testTimeout: seconds * secondMs, hookTimeout: seconds * secondMs };
}

export default defineConfig({
  test: {
    reporters: ['default', new ClosingLineReporter()],
    passWithNoTests: false,
    projects: [
      {
        test: {
          name: 'pure',
          include: ['domain/*/test/**/*.test.ts'],
          pool: 'threads',
          isolate: false,
          ...boundedBy(120),
        },
      },
      {
        test: {
          name: 'parts',
          include: ['{adapters,faces,doubles}/*/test/**/*.test.ts'],
          pool: 'forks',
          ...boundedBy(120),
        },
      },
      {
        test: {
          name: 'scenarios',
          include: ['scenarios/**/*.test.ts'],
          pool: 'forks',
          ...boundedBy(120),
        },
      },
      {
        test: {
          name: 'gates',
          include: ['tools/test/**/*.test.ts'],
          pool: 'threads',
          isolate: false,
          ...boundedBy(120),
        },
      },
    ],
  },
});
