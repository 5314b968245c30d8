// SPDX-License-Identifier: Apache-2.0
// Reads vitest's results into a RunResult and prints its closing line when everything else has been
// printed.

import type { Reporter, TestModule, Vitest } from 'vitest/node';
import { closingLine, explain, type RunResult, type SkippedTest } from './closing-line.ts';

type StrayErrors = Parameters<NonNullable<Reporter['onTestRunEnd']>>[1];

/** A vitest reporter whose last line is `N passed, N failed[, N skipped]`. */
export class ClosingLineReporter implements Reporter {
  #selectsByName = false;

  onInit(vitest: Vitest): void {
    this.#selectsByName = vitest.config.testNamePattern !== undefined;
  }

  onTestRunEnd(modules: readonly TestModule[], strayErrors: StrayErrors): void {
    const result = readResult(modules, strayErrors);
    // With a name filter, most tests are left out on purpose: they are counted and not listed.
    const lines = explain(this.#selectsByName ? { ...result, skipped: [] } : result);
    process.stdout.write([...lines, closingLine(result), ''].join('\n'));
  }
}

function readResult(modules: readonly TestModule[], strayErrors: StrayErrors): RunResult {
  const tests = modules.flatMap((module) => [...module.children.allTests()]);
  const states = tests.map((test) => test.result().state);
  return {
    passed: states.filter((state) => state === 'passed').length,
    failedTests: states.filter((state) => state === 'failed' || state === 'pending').length,
    brokenSuites: modules.flatMap(brokenSuites),
    strayErrors: strayErrors.map((error) => `${error.name ?? 'Error'}: ${error.message}`),
    skipped: tests.flatMap((test): SkippedTest[] => {
      const outcome = test.result();
      if (outcome.state !== 'skipped') return [];
      return [{ name: `${test.module.relativeModuleId} > ${test.fullName}`, reason: outcome.note }];
    }),
  };
}

function brokenSuites(module: TestModule): string[] {
  const suites = [...module.children.allSuites()]
    .filter((suite) => suite.errors().length > 0)
    .map((suite) => `${module.relativeModuleId} > ${suite.fullName}`);
  return module.errors().length > 0 ? [module.relativeModuleId, ...suites] : suites;
}
