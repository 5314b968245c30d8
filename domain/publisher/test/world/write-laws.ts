// SPDX-License-Identifier: Apache-2.0
// What must hold of every single write and of what it changed, at the moment at which GitHub applies it.
import { PUBLISHER_OPTIONS_DEFAULT } from '@marketops/publisher';
import type { ScriptedCall } from '@marketops/testkit';
import type { PublisherStory } from '../story/publisher-story.ts';
import { leavesDoubt } from '../story/process-rules.ts';
import { rightResult } from '../story/right-result.ts';
import type { Change, Witness } from './witness.ts';

type HeldRelease = PublisherStory['github']['state']['published'][number];

/** What the laws are judged by. */
export interface Observed {
  readonly story: PublisherStory;
  readonly witness: Witness;
  /** Which process made the call of each index. */
  readonly callers: readonly string[];
  /** By how much the shown clock had been set forwards at the call of each index. */
  readonly forwardMs: readonly number[];
  /** By GitHub's clock. */
  readonly nowMs: () => number;
}

/** How far lists and looks at refs lag behind at most: less than the publisher's `lagMs`. */
export const lagMsMax = 9_000;

const { quarantineMs, lagMs } = PUBLISHER_OPTIONS_DEFAULT;

const stepKinds: Readonly<Record<string, string>> = {
  createTagObject: 'tag_object',
  createRelease: 'draft',
  updateRelease: 'publish',
  uploadAsset: 'asset',
  deleteRelease: 'remove_draft',
  deleteAsset: 'remove_asset',
  createBlob: 'blob',
  createTree: 'tree',
  createCommit: 'commit',
  createPullRequest: 'pull_request',
  deleteBranch: 'remove_branch',
};
const namedByKindAlone = new Set(['tag_object', 'draft', 'publish', 'tree', 'commit']);

/** The step whose write a call is. */
function stepOf({ name, about }: Pick<ScriptedCall, 'name' | 'about'>): string {
  if (name === 'createRef') {
    return about.startsWith('refs/tags/')
      ? 'tag_ref'
      : `head_ref/${about.slice('refs/heads/'.length)}`;
  }
  const kind = stepKinds[name] ?? name;
  return namedByKindAlone.has(kind) ? kind : `${kind}/${about}`;
}

/** Each write was announced before, in the journal and in the log. */
export function unannounced(observed: Observed, call: ScriptedCall): readonly string[] {
  if (call.nature !== 'write') return [];
  const { story } = observed;
  const step = stepOf(call);
  const sent = story.github.writes.filter((write) => stepOf(write) === step).length;
  const announced = story.store
    .journalOf(story.operation.operationId)
    .filter((entry) => entry.step === step && entry.event === 'intended').length;
  const logged = story.events.filter((event) => event === 'operation.attempted').length;
  return [
    ...(sent < announced ? [] : [`${step} was sent without an intent`]),
    ...(story.github.writes.length < logged ? [] : [`${step} was sent without a record`]),
    ...sentAgainTooSoon(observed, step),
  ];
}

const tellsForSure: ReadonlySet<string> = new Set(['answered', 'observed', 'refused', 'not_sent']);
const isAbsence = ({ event }: { readonly event: string }): boolean => event === 'absent';

/** What is in doubt is sent again only after the quarantine and a look that is written down. */
function sentAgainTooSoon(
  { story, forwardMs, nowMs: now }: Observed,
  step: string,
): readonly string[] {
  const { github, store } = story;
  const nowMs = now();
  const earlier = github.writes.findLast((write) => stepOf(write) === step);
  if (earlier === undefined) return [];
  const lines = store.journalOf(story.operation.operationId).filter((entry) => entry.step === step);
  const intents = lines.filter(({ event }) => event === 'intended');
  const before = intents.at(-2)?.attempt ?? 0;
  const isTold = lines.some(({ attempt, event }) => attempt === before && tellsForSure.has(event));
  if (!leavesDoubt(earlier.fault) && isTold) return [];
  const setForwardMs = (forwardMs.at(-1) ?? 0) - (forwardMs[earlier.index] ?? 0);
  const elapsedMs = nowMs - earlier.atMs + setForwardMs;
  return [
    ...(elapsedMs >= quarantineMs + lagMs ? [] : [`${step} was sent again after ${elapsedMs} ms`]),
    ...(lines.some(isAbsence) ? [] : [`${step} was sent again without a look`]),
  ];
}

/** What the publisher changed is what it may change. */
export function wrongChanges(observed: Observed, changes: readonly Change[]): readonly string[] {
  return changes.flatMap((change) => {
    const wrong = wrongChange(observed, change);
    return wrong === null ? [] : [`${change.about}: ${wrong}`];
  });
}

function wrongChange(observed: Observed, change: Change): string | null {
  const { about } = change;
  switch (change.kind) {
    case 'ref_moved':
      return 'moved by us';
    case 'ref_removed':
      return wrongRemoval(observed, change);
    case 'release_removed':
      return wrongReleaseRemoval(observed, change);
    case 'release_published':
      return wrongPublication(observed, change);
    case 'pull_edited':
      return 'edited by us';
    case 'pull_ended':
      return observed.witness.makerOf(about) === 'us' || sawNot(observed, change, 'pullRequests')
        ? null
        : 'ended by us';
    case 'ref_made':
    case 'release_made':
    case 'release_edited':
    case 'files_changed':
    case 'pull_made':
    case 'elsewhere':
      return null;
  }
}

/** Branches alone are removed, and only those that we made and that hold what we made. */
function wrongRemoval(observed: Observed, change: Change): string | null {
  const { about, before } = change;
  if (!about.startsWith('refs/heads/')) return 'a tag was removed by us';
  if (sawNot(observed, change, 'ref')) return null;
  if (observed.witness.makerOf(about) !== 'us')
    return 'a branch of somebody else was removed by us';
  const { operation } = observed.story;
  const ours = operation.kind === 'open_pr' && before === operation.commit.oid;
  return ours ? null : 'a branch that somebody pushed to was removed by us';
}

function wrongReleaseRemoval(observed: Observed, change: Change): string | null {
  if (observed.witness.makerOf(change.about) !== 'us') return 'not ours, and removed by us';
  const isDraft = isRelease(change.before) && change.before.draft;
  return isDraft || sawNot(observed, change, 'release') ? null : 'public, and removed by us';
}

/** What we publish is as approved, unless somebody changed it after our last look. */
function wrongPublication(observed: Observed, change: Change): string | null {
  const { story, witness } = observed;
  if (witness.makerOf(change.about) !== 'us') return 'not ours, and published by us';
  const { state } = story.github;
  if (!isRelease(change.after)) return null;
  const judged = { ...pick(state), published: [change.after], drafts: [] };
  const result = rightResult(story, judged);
  const tagSeen = witness.changes.some(
    (other) =>
      other.who === 'them' &&
      other.about.startsWith('refs/') &&
      sawNot(observed, { ...other, atCall: change.atCall, about: other.about }, 'ref'),
  );
  return result === 'one right result' || tagSeen || sawNot(observed, change, 'assets')
    ? null
    : `published by us with ${result}`;
}

function pick({ refs, pulls, commits }: PublisherStory['github']['state']) {
  return { refs, pulls, commits };
}

/**
 * Whether somebody else changed the thing after the process that sent the request had looked at it for
 * the last time: GitHub takes no condition with a request, so that nobody can rule this out.
 */
function sawNot({ story, witness, callers }: Observed, change: Change, look: string): boolean {
  const { calls } = story.github;
  const sender = callers[change.atCall - 1];
  const id = change.about.split(' ').at(-1);
  const lastLook = calls.findLastIndex(
    (call) =>
      call.index < change.atCall &&
      callers[call.index] === sender &&
      call.name === look &&
      call.fault === null &&
      (look === 'pullRequests' || call.about === id),
  );
  const seenMs = (calls[lastLook]?.atMs ?? 0) - lagMsMax;
  return witness.theirsTo(change.about).some(({ atMs }) => atMs >= seenMs);
}

function isRelease(thing: Change['before']): thing is HeldRelease {
  return thing !== null && typeof thing === 'object' && 'releaseId' in thing;
}

/** At most one effect of a receipt stands. */
export function effectsTwice({ story, witness }: Observed): readonly string[] {
  const { state } = story.github;
  const published = state.published.filter(
    ({ releaseId }) => witness.makerOf(`release ${releaseId}`) === 'us',
  );
  const pulls = [...state.pulls.values()].filter(
    ({ number }) => witness.makerOf(`pull ${number}`) === 'us' && !endedByUs(witness, number),
  );
  return [
    ...(published.length > 1 ? ['two releases of ours are public'] : []),
    ...(pulls.length > 1 ? ['two pull requests of ours were opened'] : []),
  ];
}

/** Whether it went with its branch, which was taken away. */
function endedByUs(witness: Witness, number: number): boolean {
  return witness.changes.some(
    ({ who, kind, about }) => who === 'us' && kind === 'pull_ended' && about === `pull ${number}`,
  );
}
