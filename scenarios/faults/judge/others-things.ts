// SPDX-License-Identifier: Apache-2.0
// What in a repository is none of the operation's: what was there before, and whatever is new and was
// never approved. Each finding is a few words, or null where there is nothing to find.
import type { Evidence } from './evidence.ts';
import { isBranchOf } from './own-traces.ts';

/** Something of somebody else's that is gone: a draft or a pull request. */
export function takenAway({ before, after }: Evidence): string | null {
  const releases = new Set(after.releases.map(({ id }) => id));
  const release = before.releases.find(({ id }) => !releases.has(id));
  if (release !== undefined) return `release ${release.id} of somebody else is gone`;
  const pulls = new Set(after.pulls.map(({ number }) => number));
  const pull = before.pulls.find(({ number }) => !pulls.has(number));
  return pull === undefined ? null : `pull request ${pull.number} of somebody else is gone`;
}

/** Something of somebody else's that was changed, or something new that nobody approved. */
export function neverApproved(evidence: Evidence): string | null {
  return changedOfOthers(evidence) ?? strangeRef(evidence) ?? strangePull(evidence);
}

function changedOfOthers({ before, after }: Evidence): string | null {
  const release = before.releases.find((was) => {
    const now = after.releases.find(({ id }) => id === was.id);
    return now !== undefined && JSON.stringify(now) !== JSON.stringify(was);
  });
  if (release !== undefined) return `release ${release.id} of somebody else was changed`;
  const pull = before.pulls.find((was) => {
    const now = after.pulls.find(({ number }) => number === was.number);
    return now !== undefined && JSON.stringify(now) !== JSON.stringify(was);
  });
  return pull === undefined ? null : `pull request ${pull.number} of somebody else was changed`;
}

const everybodysRef = /^refs\/(?:heads|tags)\//;

/** Where operations share an account, what is new may be another's. */
function strangeRef(evidence: Evidence): string | null {
  const { approved, before, after, foreignRefs, publisherLogins } = evidence;
  if (publisherLogins.length === 0) return null;
  const strange = Object.keys(after.refs).find((ref) => {
    if (!everybodysRef.test(ref) || ref in before.refs || foreignRefs.includes(ref)) return false;
    const branch = ref.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : null;
    const ofPull =
      approved.pull !== null && branch !== null && isBranchOf(approved.pull.branch, branch);
    return ref !== approved.tag?.ref && !ofPull;
  });
  return strange === undefined ? null : `${strange} was never approved`;
}

function strangePull({ approved, before, after, publisherLogins }: Evidence): string | null {
  const known = new Set(before.pulls.map(({ number }) => number));
  const strange = after.pulls.find(
    ({ number, headBranch, authorLogin }) =>
      !known.has(number) &&
      publisherLogins.includes(authorLogin) &&
      (approved.pull === null || !isBranchOf(approved.pull.branch, headBranch)),
  );
  return strange === undefined ? null : `pull request ${strange.number} was never approved`;
}
