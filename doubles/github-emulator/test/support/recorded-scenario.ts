// SPDX-License-Identifier: Apache-2.0
// Traffic recorded from GitHub itself, and a comparison of its shape with ours.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { isJsonArray, isJsonObject, type Json, parseJson } from '../../src/json.ts';

const packageDirectory = dirname(
  createRequire(import.meta.url).resolve('@octokit/fixtures/package.json'),
);

/** One recorded call. */
export interface RecordedCall {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly response: Json;
}

/** Reads the calls of a recorded scenario, in order. */
export function recordedCalls(scenario: string): readonly RecordedCall[] {
  const path = join(
    packageDirectory,
    'scenarios/api.github.com',
    scenario,
    'normalized-fixture.json',
  );
  const parsed = parseJson(readFileSync(path, 'utf8'));
  return (isJsonArray(parsed) ? parsed : []).filter(isJsonObject).map((call) => ({
    method: textOf(call['method']).toUpperCase(),
    path: textOf(call['path']),
    status: Number(call['status']),
    response: call['response'] ?? null,
  }));
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** Lists what the recorded value has and ours has not, or has with another type. */
export function missingFields(recorded: Json, ours: Json | undefined, at = ''): string[] {
  if (ours === undefined) {
    return [`${at} is missing`];
  }
  if (isJsonArray(recorded)) {
    const [first] = recorded;
    if (!isJsonArray(ours)) {
      return [`${at} is no list`];
    }
    return first === undefined ? [] : missingFields(first, ours[0], `${at}[0]`);
  }
  if (isJsonObject(recorded)) {
    return isJsonObject(ours)
      ? Object.entries(recorded).flatMap(([name, value]) =>
          missingFields(value ?? null, ours[name], `${at}.${name}`),
        )
      : [`${at} is no object`];
  }
  const differs = recorded !== null && ours !== null && typeof recorded !== typeof ours;
  return differs ? [`${at} is a ${typeof ours}, recorded as a ${typeof recorded}`] : [];
}
