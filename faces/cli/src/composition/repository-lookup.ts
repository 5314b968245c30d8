// SPDX-License-Identifier: Apache-2.0
// Finds the numeric ids behind a repository's name, with a credential that can only read.
import {
  answerInWords,
  answerKind,
  asksToWait,
  parseRepositoryName,
  refusal,
  type RepositoryIdentity,
} from '@marketops/core';
import { HttpRepositoryReaders } from '@marketops/github';
import { CommandRefused, refuse } from '../face/command-result.ts';
import { shellWord } from '../face/shell-word.ts';
import type { Settings } from '../home/settings.ts';
import { openGitHub, readingCredential } from './github.ts';
import { thisMachine } from './machine.ts';

const readingToken = 'export MARKETOPS_GITHUB_READ_TOKEN_FILE=FILE';

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
  const details = { subject: name, expected: 'a repository that can be read' };
  if (reply.ok) {
    const found = 'no such repository, or one that cannot be read';
    throw new CommandRefused([refusal('github.repository_missing', { ...details, found })], {
      next: readingToken,
    });
  }
  const found = answerInWords(reply.failure);
  if (answerKind(reply.failure) === 'credential_refused') {
    return refuse(refusal('github.credential_refused', { ...details, found }));
  }
  if (asksToWait(reply.failure)) {
    const limited = refusal('repository.unreadable', { ...details, found });
    throw new CommandRefused([limited], { next: readingToken });
  }
  throw new CommandRefused([refusal('github.unreachable', { ...details, found })], {
    next: `curl -I ${shellWord(settings.githubApi)}`,
  });
}
