// SPDX-License-Identifier: Apache-2.0
// Reads fault rules that arrive over HTTP. Hooks exist in process only and are refused here.

import type { Fault, FaultRule } from '../fault/fault-rule.ts';
import { defined, type InputFields } from './control-input.ts';
import { parseForeignChange } from './parse-foreign-change.ts';

type FaultParser = (input: InputFields) => Fault;

const timings = ['before_apply', 'after_apply'] as const;

const faultParsers: ReadonlyMap<string, FaultParser> = new Map<string, FaultParser>([
  ['reset', (input) => ({ kind: 'reset', when: input.oneOf('when', timings) })],
  [
    'reset_mid_body',
    (input) => ({
      kind: 'reset_mid_body',
      ...defined({
        afterBytes: input.optionalNumber('afterBytes'),
        leavesStarter: input.optionalBoolean('leavesStarter'),
      }),
    }),
  ],
  [
    'stall',
    (input) => ({
      kind: 'stall',
      when: input.oneOf('when', timings),
      ...defined({ ms: input.optionalNumber('ms') }),
    }),
  ],
  ['truncate', () => ({ kind: 'truncate' })],
  [
    'status',
    (input) => ({
      kind: 'status',
      when: input.oneOf('when', timings),
      status: input.number('status'),
    }),
  ],
  ['answer', parseAnswer],
  [
    'secondary_limit',
    (input) => ({
      kind: 'secondary_limit',
      when: input.oneOf('when', timings),
      ...limitStatus(input),
      retryAfterSeconds: input.nullableNumber('retryAfterSeconds'),
    }),
  ],
  [
    'primary_limit',
    (input) => ({
      kind: 'primary_limit',
      when: input.oneOf('when', timings),
      ...limitStatus(input),
      resetInSeconds: input.number('resetInSeconds'),
    }),
  ],
  ['disguised_limit', (input) => ({ kind: 'disguised_limit', when: input.oneOf('when', timings) })],
  [
    'asset_left_starter',
    (input) => ({
      kind: 'asset_left_starter',
      ...defined({ status: input.optionalNumber('status') }),
    }),
  ],
  [
    'digest_altered',
    (input) => ({
      kind: 'digest_altered',
      what: input.oneOf('what', ['bytes', 'digest', 'missing']),
    }),
  ],
  ['duplicate_delivery', () => ({ kind: 'duplicate_delivery' })],
  [
    'late_apply',
    (input) => ({
      kind: 'late_apply',
      ms: input.number('ms'),
      answer: input.oneOf('answer', ['reset', 'stall', 'status']),
    }),
  ],
  [
    'delay',
    (input) => ({ kind: 'delay', when: input.oneOf('when', timings), ms: input.number('ms') }),
  ],
  ['token_expired', (input) => ({ kind: 'token_expired', when: input.oneOf('when', timings) })],
  [
    'foreign_change',
    (input) => ({
      kind: 'foreign_change',
      when: input.oneOf('when', timings),
      change: parseForeignChange(input.object('change')),
    }),
  ],
]);

/** Reads a rule `{ match, fault }`; `times: -1` means every matching call. */
export function parseFaultRule(input: InputFields): FaultRule {
  const match = input.optionalObject('match');
  const times = match.optionalNumber('times');
  const fault = input.object('fault');
  return {
    match: defined({
      method: match.optionalString('method'),
      route: match.optionalString('route'),
      nth: match.optionalNumber('nth'),
      times: times === -1 ? Infinity : times,
    }),
    fault: fault.choose('kind', faultParsers)(fault),
  };
}

function parseAnswer(input: InputFields): Fault {
  const headers = input.optionalObject('headers');
  const names = Object.keys(headers.members);
  return {
    kind: 'answer',
    when: input.oneOf('when', timings),
    status: input.number('status'),
    body: input.string('body'),
    ...defined({ contentType: input.optionalString('contentType') }),
    headers: Object.fromEntries(names.map((name) => [name, headers.string(name)])),
  };
}

function limitStatus(input: InputFields): { status?: 403 | 429 } {
  return input.has('status') && input.number('status') === 429 ? { status: 429 } : {};
}
