// SPDX-License-Identifier: Apache-2.0
// What in a repository is the operation's: by the tag, the branch and the account, never by what the
// publisher says.
import type { Evidence } from './evidence.ts';
import type { StandingPull, StandingRelease } from './standing.ts';

/** Published releases under the approved tag, whoever made them. */
export function ownPublishedReleases(evidence: Evidence): readonly StandingRelease[] {
  return ownReleases(evidence).filter(({ draft }) => !draft);
}

/** Drafts that the operation left. */
export function ownDrafts(evidence: Evidence): readonly StandingRelease[] {
  return ownReleases(evidence).filter(({ draft }) => draft);
}

/** Pull requests that the operation opened. */
export function ownPulls({ approved, after, before }: Evidence): readonly StandingPull[] {
  const branch = approved.pull?.branch;
  if (branch === undefined) return [];
  const known = new Set(before.pulls.map(({ number }) => number));
  return after.pulls.filter(
    ({ number, headBranch }) => !known.has(number) && isBranchOf(branch, headBranch),
  );
}

/** Branches that the operation made and that no pull request of its own comes from. */
export function strayBranches(evidence: Evidence): readonly string[] {
  const { approved, after, before } = evidence;
  const branch = approved.pull?.branch;
  if (branch === undefined) return [];
  const inUse = new Set(ownPulls(evidence).map(({ headBranch }) => headBranch));
  return Object.keys(after.refs)
    .filter((ref) => ref.startsWith('refs/heads/') && !(ref in before.refs))
    .map((ref) => ref.slice('refs/heads/'.length))
    .filter((name) => isBranchOf(branch, name) && !inUse.has(name));
}

function ownReleases({ approved, after, before, publisherLogins }: Evidence) {
  const release = approved.release;
  if (release === null) return [];
  const known = new Set(before.releases.map(({ id }) => id));
  return after.releases.filter(
    ({ id, tagName, authorLogin }) =>
      !known.has(id) && (tagName === release.tagName || publisherLogins.includes(authorLogin)),
  );
}

/** The approved branch, or that of a later attempt: the same name with `-2`, `-3`. */
export function isBranchOf(approved: string, found: string): boolean {
  if (found === approved) return true;
  return found.startsWith(approved) && /^-[0-9]+$/.test(found.slice(approved.length));
}
