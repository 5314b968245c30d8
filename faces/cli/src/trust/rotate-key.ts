// SPDX-License-Identifier: Apache-2.0
// `marketops trust rotate`: a new key of the home for one role. The old one goes on counting for the
// overlap, so that nothing that was signed a moment ago is lost.
import { instantFromMs, instantToMs, refusal, type Instant, type TrustKey } from '@marketops/core';
import { signHead } from '../composition/log-head.ts';
import { draftKeyPair } from '../composition/key-replacement.ts';
import { withHome } from '../composition/opened-home.ts';
import { ownKey } from '../composition/own-key.ts';
import { changeTrust } from '../composition/trust-change.ts';
import { refuse, type CommandResult } from '../face/command-result.ts';
import { readWholeNumber } from '../face/whole-number.ts';
import { homeFiles } from '../home/home-files.ts';
import type { CommandContext } from '../program.ts';
import { trustResult } from './trust-result.ts';

const hourMs = 3_600_000;
const overlapHours = { min: 0, max: 720 } as const;
const ownRoles = ['mint', 'advise', 'log', 'root'] as const;

type OwnRole = (typeof ownRoles)[number];

/** The options of `trust rotate`. */
export interface RotateOptions {
  readonly overlap: string;
  readonly rootKey?: readonly string[];
}

/** Rotates one of the home's own keys. */
export async function rotateKey(
  context: CommandContext,
  roleText: string,
  options: RotateOptions,
): Promise<CommandResult> {
  const role = readRole(roleText);
  const overlapMs = readWholeNumber('--overlap', options.overlap, overlapHours) * hourMs;
  const settings = context.settings();
  return withHome(settings, async (home) => {
    const file = keyFileOf(homeFiles(settings.home), role);
    const drafted = await draftKeyPair(file);
    try {
      const root = await changeTrust(home, {
        rootKeyFiles: options.rootKey ?? [],
        actor: `trust rotate ${role}`,
        change: ({ keys, people }, now) => ({
          people,
          keys: [
            ...keys.map((key) => endedBy(key, role, instantFromMs(instantToMs(now) + overlapMs))),
            ownKey(role, drafted.key, now),
          ],
        }),
        ...(role === 'root' ? { newRootKey: drafted.key } : {}),
      });
      await drafted.takePlace();
      // The next start opens the head of the log by the keys of the new trust root.
      if (role === 'log') await signHead(home);
      return trustResult(root, `${role} signs with ${drafted.key.keyId} from here on`);
    } catch (error) {
      await drafted.discard();
      throw error;
    }
  });
}

/** Ends a key of the system (not of a person) that holds the role alone. */
function endedBy(key: TrustKey, role: OwnRole, end: Instant): TrustKey {
  if (key.personId !== null || !key.roles.includes(role)) return key;
  const endsBefore = key.validUntil !== null && instantToMs(key.validUntil) <= instantToMs(end);
  return endsBefore ? key : { ...key, validUntil: end };
}

function keyFileOf(files: ReturnType<typeof homeFiles>, role: OwnRole): string {
  const named = {
    mint: files.mintKey,
    advise: files.adviseKey,
    log: files.logKey,
    root: files.rootKey,
  };
  return named[role];
}

function readRole(text: string): OwnRole {
  const role = ownRoles.find((candidate) => candidate === text);
  if (role !== undefined) return role;
  const expected = `one of ${ownRoles.join(', ')}`;
  return refuse(refusal('usage.invalid', { subject: 'ROLE', expected, found: text }));
}
