// SPDX-License-Identifier: Apache-2.0
// The way in which a decision is signed, and the options that go with it. An option that would be left
// out of account is refused: whoever gives it means something by it.
import { refusal, type Approval } from '@marketops/core';
import { refuse } from '../face/command-result.ts';

/** The options of `approve` and `deny`. */
export interface DecideOptions {
  readonly key?: string;
  readonly reason?: string;
  readonly phrase?: string;
  readonly as?: string;
  readonly statementOut?: string;
  readonly statement?: string;
  readonly signature?: string;
  readonly assertion?: string;
}

type OptionName = keyof DecideOptions;

/** Each way by its own option, with the others that go with it. */
const ways: Partial<Record<OptionName, readonly OptionName[]>> = {
  key: ['reason', 'phrase'],
  statementOut: ['as', 'reason', 'phrase'],
  // A statement carries its own reason.
  statement: ['signature', 'assertion', 'phrase'],
};

const flags: Readonly<Record<OptionName, string>> = {
  key: '--key',
  reason: '--reason',
  phrase: '--phrase',
  as: '--as',
  statementOut: '--statement-out',
  statement: '--statement',
  signature: '--signature',
  assertion: '--assertion',
};

const names: readonly OptionName[] = [
  'key',
  'statementOut',
  'statement',
  'as',
  'reason',
  'phrase',
  'signature',
  'assertion',
];

/** Throws CommandRefused `usage.invalid` unless the options name one way and nothing beside it. */
export function requireOneWay(options: DecideOptions, word: Approval['decision']): void {
  const given = names.filter((name) => options[name] !== undefined);
  const [way, ...more] = given.filter((name) => ways[name] !== undefined);
  if (way === undefined || more.length > 0) {
    const expected = 'exactly one of --key, --statement-out and --statement';
    const count = way === undefined ? 0 : more.length + 1;
    return invalid('options', expected, `${count}`);
  }
  const beside = given.find((name) => name !== way && ways[way]?.includes(name) !== true);
  if (beside !== undefined) {
    return invalid(flags[beside], `no ${flags[beside]} beside ${flags[way]}`, 'one');
  }
  if (word === 'deny' && way !== 'statement' && (options.reason ?? '').trim() === '') {
    return invalid('options', '--reason TEXT: whoever is denied is told why', 'no reason');
  }
}

function invalid(subject: string, expected: string, found: string): never {
  return refuse(refusal('usage.invalid', { subject, expected, found }));
}
