// SPDX-License-Identifier: Apache-2.0
// Finds the numeric ids behind a repository's name, with a credential that can only read.
import { parseRepositoryName, refusal, type RepositoryIdentity } from '@marketops/core';
import { HttpRepositoryReaders } from '@marketops/github';
import { refuse } from '../face/command-result.ts';
import type { Settings } from '../home/settings.ts';
import { openGitHub, readingCredential } from './github.ts';
import { thisMachine } from './machine.ts';

/** The identity behind `OWNER/NAME`; throws CommandRefused where GitHub does not show it. */
export async function lookUpRepository(
  settings: Settings,
  name: string,
): Promise<RepositoryIdentity> {
  const fullName = parseRepositoryName(name);
  if (!fullName.ok) {
    const { expected, found } = fullName.problem;
    return refuse(refusal('usage.invalid', { subject: '--repository', expected, found }));
  }
  await using github = openGitHub(settings, thisMachine().clock);
  const readers = new HttpRepositoryReaders(github, await readingCredential(settings));
  const reply = await readers.open(fullName.value);
  if (reply.ok && reply.value !== null) return reply.value.identity;
  const found = reply.ok ? 'no such repository, or one that cannot be read' : reply.failure.detail;
  const expected = 'a repository that can be read';
  return refuse(refusal('github.repository_missing', { subject: name, expected, found }));
}
