// SPDX-License-Identifier: Apache-2.0
// GitHub as this home reaches it: the repositories by their ids, what each credential could do, and
// whether the clocks agree. Nothing is written.
import {
  LIMITS,
  answerInWords,
  answerKind,
  asksToWait,
  instantToMs,
  refusal,
  type GitHubFailure,
  type RateLimitHeaders,
  type Refusal,
  type RepositoryIdentity,
} from '@marketops/core';
import type { RepositoryReader } from '@marketops/engine';
import {
  HttpRepositoryReaders,
  type GitHubConnection,
  type ReadCredential,
} from '@marketops/github';
import { CommandRefused } from '../../face/command-result.ts';
import { anonymousBudget } from '../anonymous-budget.ts';
import { openGitHub, readingCredential, writingCredential } from '../github.ts';
import type { OpenedHome } from '../opened-home.ts';
import { examineReleases } from './examine-releases.ts';
import { ill, illBy, lookAt, wellFound, type Finding } from './finding.ts';

const clockDeadlineMs = 10_000;
const secondMs = 1_000;

/** Looks at GitHub. */
export async function examineGitHub(home: OpenedHome): Promise<readonly Finding[]> {
  return lookAt('github', async () => {
    await using github = openGitHub(home.settings, home.machine.clock);
    const findings = [
      await lookAt('clock', () => examineClock(home)),
      await lookAt('repository', async () => examineReading(home, github)),
      await lookAt('publishing', async () => examineWriting(home, github)),
      await lookAt('releases', async () => examineReleases(home, github)),
    ];
    return findings.flat();
  });
}

async function examineClock({ settings, machine }: OpenedHome): Promise<readonly Finding[]> {
  const answer = await fetch(settings.githubApi, {
    method: 'HEAD',
    redirect: 'manual',
    signal: AbortSignal.timeout(clockDeadlineMs),
  }).catch(() => null);
  const theirs = Date.parse(answer?.headers.get('date') ?? '');
  if (Number.isNaN(theirs)) return [wellFound('clock', 'not compared: GitHub gave no date')];
  const ours = machine.clock.now();
  const differenceMs = Math.abs(instantToMs(ours) - theirs);
  const found = `${Math.round(differenceMs / secondMs)} s beside GitHub's`;
  if (differenceMs <= LIMITS.clockLeewayMs) return [wellFound('clock', found)];
  const expected = `at most ${LIMITS.clockLeewayMs / secondMs} s`;
  return [illBy('clock', 'fail', { code: 'doctor.clock_differs', subject: ours, expected, found })];
}

async function examineReading(
  home: OpenedHome,
  github: GitHubConnection,
): Promise<readonly Finding[]> {
  const credential = await readingCredential(home.settings);
  const findings: Finding[] = [];
  for (const repository of home.pins.repositories) {
    const opened = await openBy(github, credential, repository);
    if ('refusal' in opened) {
      findings.push(ill('repository', 'fail', opened.refusal));
      continue;
    }
    const { identity, credential: held } = opened.reader;
    const found = `${identity.fullName} is repository ${identity.repositoryId}`;
    findings.push(wellFound('repository', found));
    if (held.couldWrite === true) {
      const reason = { code: 'credential.could_write', subject: identity.fullName } as const;
      const expected = 'a credential that can read and no more';
      findings.push(illBy('planning', 'warn', { ...reason, expected, found: held.detail }));
    } else {
      const anonymous = held.kind === 'none';
      findings.push(
        wellFound('planning', anonymous ? anonymousBudget(opened.rateLimit) : held.detail),
      );
    }
  }
  return findings;
}

async function examineWriting(
  home: OpenedHome,
  github: GitHubConnection,
): Promise<readonly Finding[]> {
  let credential: ReadCredential;
  try {
    credential = await writingCredential(home.settings);
  } catch (error) {
    const absent =
      error instanceof CommandRefused && error.refusals[0].code === 'credential.missing';
    if (!absent) throw error;
    return [ill('publishing', 'warn', error.refusals[0])];
  }
  const findings: Finding[] = [];
  for (const repository of home.pins.repositories) {
    const opened = await openBy(github, credential, repository);
    findings.push(
      'refusal' in opened
        ? ill('publishing', 'fail', opened.refusal)
        : judgeWriting(opened.reader, credential.kind),
    );
  }
  return findings;
}

/** A plain token can do whatever its owner gave it; only an App's is made for one operation. */
function judgeWriting(
  { identity, credential }: RepositoryReader,
  kind: ReadCredential['kind'],
): Finding {
  if (kind === 'app') {
    const found = 'a GitHub App: one token an operation, with the least permissions of its kind';
    return wellFound('publishing', found);
  }
  const subject = identity.fullName;
  if (credential.couldWrite === false) {
    const details = { subject, expected: 'a token that can write', found: credential.detail };
    return illBy('publishing', 'fail', { code: 'github.permission_missing', ...details });
  }
  const expected = 'a GitHub App, whose tokens open one repository for one operation';
  const details = { subject, expected, found: `a plain token: ${credential.detail}` };
  return illBy('publishing', 'warn', { code: 'doctor.credential_excess', ...details });
}

type Opened =
  | { readonly reader: RepositoryReader; readonly rateLimit: RateLimitHeaders }
  | { readonly refusal: Refusal };

async function openBy(
  github: GitHubConnection,
  credential: ReadCredential,
  pinned: RepositoryIdentity,
): Promise<Opened> {
  const readers = new HttpRepositoryReaders(github, credential);
  try {
    const reply = await readers.open(pinned.fullName);
    if (!reply.ok) return { refusal: unreachable(pinned, reply.failure) };
    if (reply.value === null) return { refusal: about(pinned, 'repository.missing', 'HTTP 404') };
    const { ownerId, repositoryId, host } = reply.value.identity;
    if (repositoryId !== pinned.repositoryId || ownerId !== pinned.ownerId) {
      const found = `repository ${repositoryId} of owner ${ownerId}`;
      return { refusal: about(pinned, 'github.repository_transferred', found) };
    }
    if (host !== pinned.host) return { refusal: about(pinned, 'repository.missing', host) };
    return { reader: reply.value, rateLimit: reply.rateLimit };
  } finally {
    await readers.close();
  }
}

function unreachable(pinned: RepositoryIdentity, failure: GitHubFailure): Refusal {
  const kind = answerKind(failure);
  const found = answerInWords(failure);
  if (kind === 'credential_refused') {
    const details = { subject: pinned.fullName, expected: 'a credential that GitHub accepts' };
    return refusal('github.credential_refused', { ...details, found });
  }
  if (asksToWait(failure)) return about(pinned, 'repository.unreadable', found);
  return about(pinned, kind === 'redirect' ? 'repository.renamed' : 'github.unreachable', found);
}

function about(
  { fullName, repositoryId, ownerId, host }: RepositoryIdentity,
  code: Refusal['code'],
  found: string,
): Refusal {
  const expected = `repository ${repositoryId} of owner ${ownerId} on ${host}`;
  return refusal(code, { subject: fullName, expected, found });
}
