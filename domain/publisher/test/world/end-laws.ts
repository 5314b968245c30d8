// SPDX-License-Identifier: Apache-2.0
// What must hold once an operation is settled: what is said is what GitHub holds, as far as it was made by
// the publisher, and what it leaves is named.
import type { GitObjectId, Operation, OperationAuditRecord } from '@marketops/core';
import { rightResult, type JudgedState } from '../story/right-result.ts';
import { lagMsMax, type Observed } from './write-laws.ts';

const closedList = {
  repository: ['operation.repository_changed', 'operation.credential_lost'],
  things: ['operation.tampered', 'operation.content_differs'],
} as const;

/** Calls before a settlement that are its last look. */
const lastLookCalls = 12;

/** What is wrong with a success, at the moment at which it is settled. */
export function wrongSuccess(observed: Observed, record: OperationAuditRecord): readonly string[] {
  const { story, witness } = observed;
  const result = rightResult(story, ownState(observed, namesLeftBehind(record)));
  if (result === 'one right result') return [];
  // People end pull requests: that it was opened as approved is the effect.
  const ended = witness.theirs.some(({ kind }) => kind === 'pull_ended');
  if (result === 'a closed pull request' && ended) return [];
  const lastLookMs = story.github.calls.at(-lastLookCalls)?.atMs ?? 0;
  if (witness.theirs.some(({ atMs }) => atMs >= lastLookMs - lagMsMax)) return [];
  return [`success, and GitHub holds ${result}`];
}

/** What is wrong with how it ended. */
export function wrongEnd(observed: Observed, record: OperationAuditRecord): readonly string[] {
  switch (record.status) {
    case 'success':
      return orphans(observed, record);
    case 'failed':
      return [...untoldEffects(observed, record), ...orphans(observed, record)];
    case 'outcome_unknown':
      return wrongUnknown(observed, record);
    case 'rejected_by_auth':
    case 'rejected_by_mode':
    case null:
      return [`ended as ${record.status}`];
  }
}

function namesLeftBehind({ reasons }: OperationAuditRecord): boolean {
  return reasons.some(({ code }) => code === 'operation.left_behind');
}

/** GitHub's state without what somebody else made; without drafts where they are named. */
function ownState(observed: Observed, withoutDrafts: boolean): JudgedState {
  const { story, witness } = observed;
  const { state } = story.github;
  const own = (about: string): boolean => witness.makerOf(about) !== 'them';
  const releases = [...state.releases.values()].filter(
    ({ releaseId, draft }) =>
      own(`release ${releaseId}`) && !(draft && cannotBeFound(observed, `release ${releaseId}`)),
  );
  const pulls = [...state.pulls.values()].filter(({ number }) => own(`pull ${number}`));
  const heads = new Set(pulls.map(({ headRef }) => `refs/heads/${headRef}`));
  const isJudged = (ref: string): boolean =>
    ref.startsWith('refs/tags/') || heads.has(ref) || own(ref);
  return {
    commits: state.commits,
    refs: new Map([...state.refs].filter(([ref]) => isJudged(ref))),
    published: releases.filter(({ draft }) => !draft),
    drafts: withoutDrafts ? [] : releases.filter(({ draft }) => draft),
    pulls: new Map(pulls.map((pull) => [pull.number, pull])),
  };
}

function tagOidOf(operation: Operation): GitObjectId | null {
  return operation.kind === 'open_pr' ? null : operation.tag.oid;
}

/** Nothing public of ours stands that a failure does not tell. */
function untoldEffects(
  { story, witness }: Observed,
  { reasons }: OperationAuditRecord,
): readonly string[] {
  const { state } = story.github;
  const told = reasons.find(({ code }) => code === 'operation.partly_public')?.found ?? '';
  const tags = [...state.refs].filter(
    ([ref, oid]) => ref.startsWith('refs/tags/') && oid === tagOidOf(story.operation),
  );
  const standing: readonly (readonly [string, boolean])[] = [
    ['tag_ref', tags.some(([ref]) => witness.makerOf(ref) === 'us')],
    [
      'publish',
      state.published.some(({ releaseId }) => witness.publisherOf(`release ${releaseId}`) === 'us'),
    ],
    [
      'pull_request',
      [...state.pulls.values()].some(
        (pull) => witness.makerOf(`pull ${pull.number}`) === 'us' && pull.state === 'open',
      ),
    ],
  ];
  return standing.flatMap(([step, stands]) =>
    stands && !told.includes(step) ? [`failed, and ${step} stands untold`] : [],
  );
}

/** No draft or branch of ours is left that is not named. */
function orphans(observed: Observed, { reasons }: OperationAuditRecord): readonly string[] {
  const { story, witness } = observed;
  const { state } = story.github;
  const named = reasons
    .filter(({ code }) => code === 'operation.left_behind')
    .map(({ subject }) => subject);
  const isNamed = (id: string): boolean =>
    named.some((subject) => subject.endsWith(id) || !/[ /]/.test(subject) || !/\d/.test(subject));
  const drafts = state.drafts
    .map(({ releaseId }) => `release ${releaseId}`)
    .filter((about) => witness.makerOf(about) === 'us' && !cannotBeFound(observed, about));
  const heads = new Set(
    [...state.pulls.values()].filter(({ state: s }) => s === 'open').map(({ headRef }) => headRef),
  );
  const pulled = new Set([...state.pulls.values()].map(({ headRef }) => headRef));
  const branches = [...state.refs.keys()]
    .filter((ref) => ref.startsWith('refs/heads/') && witness.makerOf(ref) === 'us')
    .map((ref) => ref.slice('refs/heads/'.length))
    .filter((branch) => !heads.has(branch) && !pulled.has(branch))
    .filter((branch) => !lostInDoubt(observed, branch));
  return [...drafts, ...branches]
    .filter((about) => !isNamed(about.replace('release ', '')))
    .map((about) => `${about} is an orphan of ours`);
}

/** Somebody pushed to it before GitHub told that it is there: by then it can be anybody's. */
function lostInDoubt({ story, witness }: Observed, branch: string): boolean {
  const lines = story.store.journalOf(story.operation.operationId);
  const isTold = lines.some(
    ({ step, event }) =>
      step === `head_ref/${branch}` && (event === 'answered' || event === 'observed'),
  );
  return !isTold && witness.theirsTo(`refs/heads/${branch}`).length > 0;
}

/** Whether a draft of ours is one of those that GitHub gives no handle on. */
function cannotBeFound(observed: Observed, about: string): boolean {
  return cameAfterItsTime(observed, about) || lostItsMarker(observed, about);
}

/** Somebody took the marker out of a draft whose id GitHub never told. */
function lostItsMarker({ story, witness }: Observed, about: string): boolean {
  const { github, store, operation, marker } = story;
  const id = about.replace('release ', '');
  const isKnown = store.journalOf(operation.operationId).some(({ handle }) => handle === id);
  const held = github.state.releases.get(Number(id));
  const isMarked = held?.body?.endsWith(marker) === true;
  return !isKnown && !isMarked && witness.theirsTo(about).length > 0;
}

/**
 * Whether a request made it that was on its way while the shown clock was set forwards: by that clock it
 * could not arrive any more, and nobody but the publisher's clock tells it how long it has waited.
 */
function cameAfterItsTime({ story, witness, forwardMs }: Observed, about: string): boolean {
  const made = witness.changes.find((change) => change.about === about);
  if (made === undefined) return false;
  return story.github.writes.some(({ name, fault, index }) => {
    const late = name === 'createRelease' && fault?.kind === 'late' && index < made.atCall;
    const settledAt = forwardMs.at(-1) ?? 0;
    return late && settledAt > (forwardMs[index] ?? 0);
  });
}

/** An unknown outcome is left for a reason of the closed list that somebody else gave. */
function wrongUnknown(
  { witness, forwardMs }: Observed,
  { reasons }: OperationAuditRecord,
): readonly string[] {
  const code = reasons[0]?.code ?? '';
  // By a clock that was set forwards, what lags has lagged too long.
  const lagged = reasons[1]?.code === 'github.not_visible' && (forwardMs.at(-1) ?? 0) > 0;
  if (lagged) return [];
  const theirs = witness.theirs;
  const [repository, things] = [
    theirs.some(({ about }) => about.includes('repository')),
    theirs.some(({ kind }) => kind !== 'elsewhere'),
  ];
  if (closedList.repository.some((listed) => listed === code)) {
    return repository ? [] : [`${code}, and the repository was left alone`];
  }
  if (code === 'operation.unobservable') {
    return theirs.length > 0 ? [] : [`${code}, and everything was left alone`];
  }
  if (closedList.things.some((listed) => listed === code)) {
    return things ? [] : [`${code}, and everything was left alone`];
  }
  return [`unknown for ${code}`];
}
