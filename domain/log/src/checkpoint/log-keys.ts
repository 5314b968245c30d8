// SPDX-License-Identifier: Apache-2.0
// Which keys of a trust root can have signed a head of the log. A head bears no time of its own, but it
// was signed after the newest record that it covers: a key that had ended by then did not sign it.
import { instantToMs, type Instant, type TrustKey } from '@marketops/core';

/** The log's keys that had not ended by the newest of these dates; all of them where there is none. */
export function logKeysAfter(
  keys: readonly TrustKey[],
  recordedAt: readonly Instant[],
): readonly TrustKey[] {
  const newestMs = recordedAt.reduce((newest, at) => Math.max(newest, instantToMs(at)), 0);
  return keys.filter(
    ({ roles, validUntil }) =>
      roles.includes('log') && (validUntil === null || instantToMs(validUntil) > newestMs),
  );
}
