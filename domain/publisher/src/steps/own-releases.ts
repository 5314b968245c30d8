// SPDX-License-Identifier: Apache-2.0
// Finds the releases that this operation made: by the numeric ids that GitHub gave, and by the
// marker and the author in its list. Never by tag: drafts cannot be found that way.
import type { GitHubRelease, PublishReleaseOperation } from '@marketops/core';
import type { Reading } from '../protocol/observation.ts';
import type { Pass } from '../protocol/pass.ts';
import { authorsOf, isOwn } from './ownership.ts';
import { readList } from './read-list.ts';
import { stepName } from './step-names.ts';

/**
 * How far GitHub's list is searched: only if no id is known or an attempt was in doubt, at least its
 * newest page (a request can be delivered twice), or to its end.
 */
export type ListSearch = 'if_needed' | 'newest' | 'all';

const nothingListed: Reading<readonly GitHubRelease[]> = { kind: 'read', value: [] };
const nobodyAsked: Reading<null> = { kind: 'read', value: null };

/** The releases of this operation, lowest id first. */
export async function findOwnReleases(
  pass: Pass,
  operation: PublishReleaseOperation,
  search: ListSearch = 'if_needed',
): Promise<Reading<readonly GitHubRelease[]>> {
  const step = stepName('draft');
  const knownIds = new Set(pass.journal.handlesOf(step).map(Number));
  const found = new Map<number, GitHubRelease>();
  const whole = search === 'all' || knownIds.size === 0 || draftWasInDoubt(pass);
  const lists = whole || search === 'newest';
  const [listed, actor, ...known] = await Promise.all([
    lists ? readReleases(pass, whole) : nothingListed,
    lists ? pass.github.actorId() : nobodyAsked,
    ...[...knownIds].map((releaseId) => readRelease(pass, releaseId)),
  ]);
  if (listed.kind === 'unreadable') return listed;
  if (actor.kind === 'unreadable') return actor;
  for (const reading of known) {
    if (reading.kind === 'unreadable') return reading;
    if (reading.value !== null) found.set(reading.value.releaseId, reading.value);
  }
  // Where GitHub does not say who acts, whoever made what is known to be ours does.
  const author = actor.value ?? [...found.values()][0]?.authorId ?? null;
  const authors = authorsOf(pass, step, author);
  for (const release of listed.value) {
    if (isOwn(operation, release, authors)) found.set(release.releaseId, release);
  }
  const value = [...found.values()].toSorted((left, right) => left.releaseId - right.releaseId);
  return { kind: 'read', value };
}

async function readReleases(
  pass: Pass,
  whole: boolean,
): Promise<Reading<readonly GitHubRelease[]>> {
  if (whole) return readList(pass, 'releases', (reader, page) => reader.releases(page));
  const newest = await pass.github.read('releases', (reader) => reader.releases(1));
  return newest.kind === 'read' ? { kind: 'read', value: newest.value.items } : newest;
}

/** Whether an attempt to make the draft was ever in doubt. */
function draftWasInDoubt({ journal }: Pass): boolean {
  return journal
    .entriesOf(stepName('draft'))
    .some(({ event }) => event === 'unanswered' || event === 'observed');
}

/** Reads one release, null where there is none. */
export function readRelease(pass: Pass, releaseId: number): Promise<Reading<GitHubRelease | null>> {
  return pass.github.read(`release ${releaseId}`, (reader) => reader.release(releaseId));
}
