// SPDX-License-Identifier: Apache-2.0
// `marketops trust revoke`: a key counts no more. What it signed before stays verifiable, unless the key
// was stolen: then it is struck out, since a thief can date what he signs as he likes.
import { instantToMs, refusal, type Instant, type TrustKey, type TrustRoot } from '@marketops/core';
import { lazySigner } from '../composition/lazy-signer.ts';
import { withHome, type OpenedHome } from '../composition/opened-home.ts';
import { changeTrust } from '../composition/trust-change.ts';
import { CommandRefused, type CommandResult } from '../face/command-result.ts';
import type { CommandContext } from '../program.ts';
import { trustResult } from './trust-result.ts';

/** The options of `trust revoke`. */
export interface RevokeKeyOptions {
  readonly compromised?: boolean;
  readonly rootKey?: readonly string[];
}

/** Revokes one key of the trust root. */
export async function revokeKey(
  context: CommandContext,
  keyId: string,
  { compromised = false, rootKey = [] }: RevokeKeyOptions,
): Promise<CommandResult> {
  return withHome(context.settings(), async (home) => {
    const { roles } = findKey(home.pins.trustRoot, keyId);
    if (compromised) await requireOtherLogKey(home, keyId);
    const root = await changeTrust(home, {
      rootKeyFiles: rootKey,
      actor: `trust revoke ${keyId}`,
      change: (current, now) => ({
        people: current.people,
        keys: current.keys.flatMap((key) => {
          if (key.keyId !== keyId) return [key];
          return compromised ? [] : [ended(key, now)];
        }),
      }),
    });
    const own = (['mint', 'advise', 'log'] as const).find((role) => roles.includes(role));
    const next = own === undefined ? undefined : `marketops trust rotate ${own}`;
    return trustResult(root, `${keyId} ${compromised ? 'is struck out' : 'has ended'}`, next);
  });
}

/** The head of the log stands under the log key; struck out, it would lock the home. */
async function requireOtherLogKey({ files }: OpenedHome, keyId: string): Promise<void> {
  const { keyId: logKeyId } = await lazySigner(files.logKey);
  if (logKeyId !== keyId) return;
  const details = { subject: 'KEY', expected: 'a key that the log no longer signs with' };
  throw new CommandRefused([refusal('usage.invalid', { ...details, found: keyId })], {
    next: 'marketops trust rotate log',
  });
}

function ended(key: TrustKey, now: Instant): TrustKey {
  const over = key.validUntil !== null && instantToMs(key.validUntil) <= instantToMs(now);
  return over ? key : { ...key, validUntil: now };
}

function findKey({ keys }: TrustRoot, keyId: string): TrustKey {
  const key = keys.find((candidate) => candidate.keyId === keyId);
  if (key !== undefined) return key;
  const details = { subject: 'KEY', expected: 'a key of the trust root', found: keyId };
  throw new CommandRefused([refusal('usage.not_found', details)], { next: 'marketops trust show' });
}
