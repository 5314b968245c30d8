// SPDX-License-Identifier: Apache-2.0
// The trust root as people and programs read it.
import type { JsonObject, TrustRoot } from '@marketops/core';
import { done, type CommandResult } from '../face/command-result.ts';

const algorithmWidth = 16;
const rolesWidth = 10;

/** The answer of a command that changed the trust root. */
export function trustResult(root: TrustRoot, what: string, next?: string): CommandResult {
  return done(
    { trustRoot: root satisfies JsonObject },
    [what, ...trustLines(root)],
    next ?? 'marketops trust export FILE',
  );
}

/** The lines of a trust root. */
export function trustLines({ authority, version, expiresAt, keys, people }: TrustRoot) {
  return [
    `trust root of ${authority}, version ${version}, until ${expiresAt}`,
    ...keys.map(({ keyId, algorithm, roles, personId, validUntil }) =>
      `  ${keyId}  ${algorithm.padEnd(algorithmWidth)}${roles.join(', ').padEnd(rolesWidth)}${personId ?? ''}${validUntil === null ? '' : ` until ${validUntil}`}`.trimEnd(),
    ),
    ...people.map(({ personId, kind, roles }) => `  ${personId}: ${kind}, ${roles.join(', ')}`),
  ];
}
