// SPDX-License-Identifier: Apache-2.0
// What can be wrong with the repository itself. Each finding is a few words, or null where there is
// nothing to find.
import type { ApprovedPull, ApprovedRelease } from './approved-effects.ts';
import type { Evidence } from './evidence.ts';
import { neverApproved, takenAway } from './others-things.ts';
import { ownDrafts, ownPublishedReleases, ownPulls, strayBranches } from './own-traces.ts';
import type { StandingPull, StandingRelease } from './standing.ts';

/** Something public or of somebody else's that is gone, or a name that points elsewhere. */
export function deletion(evidence: Evidence): string | null {
  return lostRef(evidence) ?? lostRelease(evidence) ?? takenAway(evidence) ?? removedByUs(evidence);
}

/** More than one of what there must be one of. */
export function duplicate(evidence: Evidence): string | null {
  const releases = ownPublishedReleases(evidence);
  if (releases.length > 1) return `${releases.length} published releases under one tag`;
  const pulls = ownPulls(evidence);
  return pulls.length > 1 ? `${pulls.length} pull requests of one operation` : null;
}

/** Something of ours that is not what was approved, or something of others that we changed. */
export function wrongContent(evidence: Evidence): string | null {
  const strange = neverApproved(evidence) ?? changedInPublic(evidence);
  if (strange !== null) return strange;
  const { approved, after, foreignRefs } = evidence;
  const [release] = ownPublishedReleases(evidence);
  const wrongRelease =
    release === undefined || approved.release === null
      ? null
      : releaseDifference(approved.release, release);
  if (wrongRelease !== null) return wrongRelease;
  const [pull] = ownPulls(evidence);
  const wrongPull =
    pull === undefined || approved.pull === null ? null : pullDifference(approved.pull, pull);
  if (wrongPull !== null) return wrongPull;
  const found = approved.tag === null ? undefined : after.refs[approved.tag.ref];
  if (approved.tag === null || found === undefined || approved.tag.oid === null) return null;
  const foreign = foreignRefs.includes(approved.tag.ref);
  if (found === approved.tag.oid || (foreign && release === undefined)) return null;
  return `${approved.tag.ref} is at ${found}, approved was ${approved.tag.oid}`;
}

/** Something of ours that is not public and that nobody will use. */
export function leftover(evidence: Evidence): string | null {
  const [draft] = ownDrafts(evidence);
  if (draft !== undefined) return `draft ${draft.id} is left`;
  const [branch] = strayBranches(evidence);
  return branch === undefined ? null : `branch ${branch} is left without a pull request`;
}

function lostRef({ before, after, foreignRefs, writes }: Evidence): string | null {
  for (const [ref, oid] of Object.entries(before.refs)) {
    if (after.refs[ref] !== oid && !foreignRefs.includes(ref)) {
      return `${ref} was at ${oid} and is ${after.refs[ref] ?? 'gone'}`;
    }
  }
  const created = writes.filter(
    ({ method, route, ids }) =>
      method === 'POST' &&
      route.endsWith('/git/refs') &&
      String(ids['ref']).startsWith('refs/tags/'),
  );
  for (const { ids } of created) {
    const ref = String(ids['ref']);
    const moved = after.refs[ref] !== ids['sha'] && !foreignRefs.includes(ref);
    if (moved) return `${ref} was created and is ${after.refs[ref] ?? 'gone'}`;
  }
  return null;
}

function lostRelease({ before, after, writes }: Evidence): string | null {
  const published = new Set(after.releases.filter(({ draft }) => !draft).map(({ id }) => id));
  const seen = [
    ...before.releases.filter(({ draft }) => !draft).map(({ id }) => id),
    ...writes.filter(isPublishing).map(({ ids }) => Number(ids['releaseId'])),
  ];
  const gone = seen.find((id) => !published.has(id));
  return gone === undefined ? null : `release ${gone} was public and is not any more`;
}

function removedByUs({ writes }: Evidence): string | null {
  const removal = writes.find(
    ({ method, publicEffect, ids }) =>
      method === 'DELETE' && publicEffect && !String(ids['ref'] ?? '').startsWith('refs/heads/'),
  );
  return removal === undefined ? null : `a DELETE of something public: ${removal.route}`;
}

/** Whoever came in between saw something else than what was approved, whatever stands there now. */
function changedInPublic({ writes }: Evidence): string | null {
  const change = writes.find(
    ({ method, route, publicEffect }) =>
      publicEffect &&
      ((method === 'POST' && route.endsWith('/assets')) ||
        (method === 'PATCH' && !route.endsWith('/releases/{release_id}'))),
  );
  return change === undefined ? null : `${change.method} ${change.route} changed what was public`;
}

function isPublishing({ route, publicEffect, method }: Evidence['writes'][number]): boolean {
  return publicEffect && method !== 'DELETE' && /\/releases(\/\{release_id\})?$/.test(route);
}

function releaseDifference(approved: ApprovedRelease, found: StandingRelease): string | null {
  const fields: readonly (readonly [string, unknown, unknown])[] = [
    ['tag name', approved.tagName, found.tagName],
    ['name', approved.name, found.name],
    ['body', approved.body, found.body],
    ['prerelease', approved.prerelease, found.prerelease],
    ['place of the latest', approved.makeLatest ?? found.mayBeLatest, found.mayBeLatest],
    ['number of files', approved.assets.length, found.assets.length],
  ];
  const different = fields.find(([, expected, shown]) => expected !== shown);
  if (different !== undefined) return `the ${different[0]} of the release differs`;
  for (const { name, size, sha256 } of approved.assets) {
    const asset = found.assets.find((candidate) => candidate.name === name);
    const right =
      asset?.state === 'uploaded' &&
      asset.size === size &&
      asset.storedSha256 === sha256 &&
      asset.digest === `sha256:${sha256}`;
    if (!right) return `${name} is not stored as approved`;
  }
  return null;
}

function pullDifference(approved: ApprovedPull, found: StandingPull): string | null {
  const fields: readonly (readonly [string, unknown, unknown])[] = [
    ['head', approved.headOid ?? found.headId, found.headId],
    ['base', approved.baseBranch, found.baseBranch],
    ['title', approved.title, found.title],
    ['body', approved.body, found.body],
    ['draft state', approved.draft, found.draft],
    ['state', 'open', found.state],
  ];
  const different = fields.find(([, expected, shown]) => expected !== shown);
  return different === undefined ? null : `the ${different[0]} of the pull request differs`;
}
