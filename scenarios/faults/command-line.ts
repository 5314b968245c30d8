// SPDX-License-Identifier: Apache-2.0
// What `npm run faults` was asked for.
import { readWords, UsageError } from '../command-words.ts';

/** What is to be run. */
export type FaultsRun =
  | { readonly kind: 'matrix' }
  | { readonly kind: 'sample' }
  | { readonly kind: 'only'; readonly name: string }
  | { readonly kind: 'peers' }
  | { readonly kind: 'random_kills'; readonly kills: number; readonly seed: string }
  | { readonly kind: 'storm'; readonly submissions: number };

/** A request to the command. */
export interface FaultsRequest {
  readonly run: FaultsRun;
  readonly json: boolean;
  /** How many cells are played at once. */
  readonly lanes: number;
}

const options = {
  json: { type: 'boolean', default: false },
  sample: { type: 'boolean' },
  only: { type: 'string' },
  peers: { type: 'boolean' },
  storm: { type: 'boolean' },
  'random-kills': { type: 'string' },
  seed: { type: 'string' },
  lanes: { type: 'string' },
} as const;

/** How the command is used. */
export const faultsUsage = `usage: npm run faults -- [--json] [--lanes N]
  [--sample | --only OPERATION/CALL/FAULT/KILL | --peers | --random-kills N [--seed TEXT] | --storm]`;

const lanesDefault = 3;
const lanesMax = 64;
const killsMax = 100_000;
const stormSubmissions = 1_000;

/** Reads the words after the command; throws UsageError where they make no sense. */
export function readFaultsRequest(words: readonly string[]): FaultsRequest {
  const values = readWords(words, options);
  const runs: readonly FaultsRun[] = [
    ...(values.sample === true ? [{ kind: 'sample' } as const] : []),
    ...(values.only === undefined ? [] : [{ kind: 'only', name: values.only } as const]),
    ...(values.peers === true ? [{ kind: 'peers' } as const] : []),
    ...(values.storm === true ? [{ kind: 'storm', submissions: stormSubmissions } as const] : []),
    ...(values['random-kills'] === undefined ? [] : [randomKills(values)]),
  ];
  const [run = { kind: 'matrix' }, ...others] = runs;
  if (others.length > 0) throw new UsageError('one run at a time: choose one of the options');
  return {
    run,
    json: values.json,
    lanes: readCount('--lanes', values.lanes, lanesMax) ?? lanesDefault,
  };
}

function randomKills(values: {
  readonly 'random-kills'?: string;
  readonly seed?: string;
}): FaultsRun {
  const kills = readCount('--random-kills', values['random-kills'], killsMax) ?? 1;
  return { kind: 'random_kills', kills, seed: values.seed ?? 'random kills' };
}

function readCount(name: string, text: string | undefined, max: number): number | null {
  if (text === undefined) return null;
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > max) {
    throw new UsageError(`${name}: expected a whole number from 1 to ${max}, found ${text}`);
  }
  return count;
}
