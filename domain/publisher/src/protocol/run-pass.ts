// SPDX-License-Identifier: Apache-2.0
// One pass over one operation under one lease: open a credential, carry the steps out as far as they
// go, and settle, or yield until a moment. It is the same for a first run, a retry, a restart and
// another replica.
import type { Refusal } from '@marketops/core';
import type { Lease, StoredOperation } from '../operation/stored-operation.ts';
import { carryOut } from '../operations/carry-out.ts';
import { clearAway } from '../operations/clear-away.ts';
import type { Finished } from '../operations/finished.ts';
import { GitHubGateway, readWithPatience, type GatewayParts } from './github-gateway.ts';
import { OperationJournal } from './operation-journal.ts';
import { stopOfUnreadable, type Pass, type PassPurpose, type Situation } from './pass.ts';
import { Progress } from './progress.ts';
import { endPass, leftBehindRefusal, type PassEnd, type Verdict } from './end-pass.ts';
import type { Wait } from './stop.ts';
import type { Workshop } from './workshop.ts';

/** Makes one pass over `stored` for `intent`. Throws StaleLeaseError if superseded. */
export async function runPass(
  workshop: Workshop,
  { stored, lease }: { readonly stored: StoredOperation; readonly lease: Lease },
  intent: Exclude<PassPurpose, 'clear'>,
): Promise<PassEnd> {
  const { store, clock, options, listener, limits, strategy, sessions } = workshop;
  const { admitted } = stored;
  const journal = await OperationJournal.open({ store, clock, options, lease });
  const purpose = journal.abandonment === null ? intent : 'clear';
  const progress = new Progress(listener, clock, admitted.operationId);
  const situation: Situation = { purpose, admitted, journal, progress, clock, options };
  const { host, ownerId } = admitted.operation.repository;
  const scope = `${host}/${ownerId}`;
  await limits.refresh(scope);
  const gateway: GatewayParts = {
    limits,
    strategy,
    clock,
    options,
    scope,
    waitsBefore: journal.waitsInVain,
    // Before the first write nothing is lost by failing at once.
    refusedWaitsMax: () => (journal.anyAttempt ? options.fruitlessRoundsMax : 0),
    keepMoving: () => journal.keepMoving(),
  };
  const opened = await readWithPatience('a credential', () => sessions.open(admitted.operation), {
    ...gateway,
    renew: null,
  });
  if (opened.kind === 'unreadable') {
    const verdict = withoutGitHub(situation, stopOfUnreadable(situation, 'credential', opened));
    return endPass(workshop, { stored, situation, verdict, tokenSha256: null });
  }
  const session = opened.value;
  const { content, actor } = workshop;
  const github = new GitHubGateway(session, gateway);
  const pass: Pass = { ...situation, github, content, limits, scope, actor };
  try {
    const verdict = await walk(pass);
    return await endPass(workshop, {
      stored,
      situation,
      verdict,
      tokenSha256: session.tokenSha256,
    });
  } finally {
    await session.close();
  }
}

/** Carries the steps out; if that cannot succeed, clears away what is not public. */
async function walk(pass: Pass): Promise<Verdict> {
  const { journal, admitted, progress } = pass;
  if (journal.abandonment === null) {
    const ended = await carryOut(pass, admitted.operation);
    if (ended.kind === 'done') return succeeded(ended.value);
    if (ended.kind === 'wait' || ended.kind === 'unknown') return ended;
    if (ended.kind === 'fence') throw new TypeError(`${ended.step} was left unfenced`);
    await journal.abandon(ended.refusals);
    progress.tell({ kind: 'abandoned', codes: ended.refusals.map(({ code }) => code) });
  }
  const cleared = await clearAway({ ...pass, purpose: 'clear' }, admitted.operation);
  if (cleared.kind === 'done') return failed(journal, cleared.value);
  if (cleared.kind === 'wait') return clearingLater(pass, cleared);
  if (cleared.kind === 'unknown') {
    const given = journal.abandonment?.refusals ?? [];
    return { kind: 'unknown', refusals: [...cleared.refusals, ...given] };
  }
  return failed(journal, [leftBehindRefusal(pass, cleared.kind)]);
}

/** What can be said where GitHub cannot even be asked. */
function withoutGitHub(situation: Situation, stop: ReturnType<typeof stopOfUnreadable>): Verdict {
  const { journal, purpose } = situation;
  if (purpose === 'clear') {
    return stop.kind === 'wait'
      ? clearingLater(situation, stop)
      : failed(journal, [leftBehindRefusal(situation, stop.refusals[0].code)]);
  }
  return stop.kind === 'abandon' ? { kind: 'failed', refusals: stop.refusals } : stop;
}

/** Clearing up is not waited for longer than it is worth. */
function clearingLater(situation: Situation, wait: Wait): Verdict {
  const { journal, options } = situation;
  const begun = journal.abandonment;
  const spentMs = begun === null ? 0 : journal.ageMs(begun);
  return spentMs < options.clearingMs
    ? wait
    : failed(journal, [leftBehindRefusal(situation, wait.cause)]);
}

function succeeded(finished: Finished): Verdict {
  return { kind: 'success', finished };
}

function failed(journal: OperationJournal, more: readonly Refusal[]): Verdict {
  return { kind: 'failed', refusals: [...(journal.abandonment?.refusals ?? []), ...more] };
}
