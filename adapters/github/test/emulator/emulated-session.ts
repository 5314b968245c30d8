// SPDX-License-Identifier: Apache-2.0
// Sessions with the emulated repository, opened as the publisher opens them.
import type { Operation } from '@marketops/core';
import type { GitHubSession } from '@marketops/publisher';
import { HttpGitHubSessions, type WriteCredential } from '../../src/index.ts';
import { canaryText, canaryToken } from '../support/connections.ts';
import { tagOperation } from '../support/operations.ts';
import {
  startEmulatedRepository,
  valueOf,
  type EmulatedRepository,
} from './emulated-repository.ts';

/** An emulated repository to which alice's token may write. */
export async function startWritableRepository(): Promise<EmulatedRepository> {
  const emulated = await startEmulatedRepository();
  emulated.emulator.addToken({ token: canaryText, login: 'alice' });
  return emulated;
}

/** An operation on the emulated repository. */
export function operationOn({ identity }: EmulatedRepository): Operation {
  return { ...tagOperation(identity.host), repository: identity };
}

/** A session with the emulated repository, by alice's token where no other credential is given. */
export async function openSessionOn(
  emulated: EmulatedRepository,
  credential?: WriteCredential,
): Promise<GitHubSession> {
  const sessions = new HttpGitHubSessions(
    emulated.connection,
    credential ?? { kind: 'token', token: canaryToken() },
  );
  return valueOf(await sessions.open(operationOn(emulated)));
}
