// SPDX-License-Identifier: Apache-2.0
// What `npm run bench` was asked for.
import { readWords, UsageError } from '../command-words.ts';
import type { BenchCase } from './cases/bench-case.ts';
import { durableCommits } from './cases/durable-commits.ts';
import { mintingLaw } from './cases/minting-law.ts';
import { policyDecisions } from './cases/policy-decisions.ts';
import { RELEASE_CASES, type ReleaseCase } from './releases/release-case.ts';

/** What is measured without a peer. */
const measures: readonly BenchCase[] = [policyDecisions, durableCommits, mintingLaw];

/** A request to the command. */
export interface BenchRequest {
  readonly json: boolean;
  readonly releases: readonly ReleaseCase[];
  readonly measures: readonly BenchCase[];
}

const options = {
  json: { type: 'boolean', default: false },
  deep: { type: 'boolean', default: false },
  case: { type: 'string', multiple: true },
} as const;

const names = [...RELEASE_CASES, ...measures].map(({ name }) => name);

/** How the command is used. */
export const benchUsage = `usage: npm run bench -- [--json] [--deep] [--case NAME]...
  cases: ${names.map((name) => `"${name}"`).join(', ')}`;

/**
 * Reads the words after the command; throws UsageError where they make no sense. Without names
 * everything is chosen but what is deep, and with `--deep` that too.
 */
export function readBenchRequest(words: readonly string[]): BenchRequest {
  const { json, deep, case: chosen = [] } = readWords(words, options);
  const unknown = chosen.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new UsageError(`--case: expected one of ${names.join(', ')}, found ${unknown}`);
  }
  const all = chosen.length === 0;
  return {
    json,
    releases: RELEASE_CASES.filter(({ name }) => all || chosen.includes(name)),
    measures: measures.filter((measure) =>
      all ? deep || !measure.deep : chosen.includes(measure.name),
    ),
  };
}
