// SPDX-License-Identifier: Apache-2.0
// The way to GitHub for one pass: reads are asked again a few times and then called unreadable,
// writes are sent once, and whatever an answer says of limits is remembered.
import {
  instantFromMs,
  instantToMs,
  refusal,
  type Clock,
  type GitHubFailure,
  type GitHubReply,
  type Instant,
} from '@marketops/core';
import type { LimitWait, RateLimitManager } from '../limits/rate-limit-manager.ts';
import type { GitHubReader, GitHubSession, GitHubWriter } from '../port/github-port.ts';
import type { PublisherOptions } from '../publisher-options.ts';
import type { RecoveryAction } from '../recovery/recovery-action.ts';
import { refusalOfFailure, type RecoveryStrategy } from '../recovery/recovery-strategy.ts';
import type { Reading, Unreadable } from './observation.ts';

/** What every way to GitHub is made of. */
export interface GatewayParts {
  readonly limits: RateLimitManager;
  readonly strategy: RecoveryStrategy;
  readonly clock: Clock;
  readonly options: PublisherOptions;
  /** Names the account whose limits count. */
  readonly scope: string;
  /** Waits in vain before this pass: later ones are longer. */
  readonly waitsBefore: number;
  /** How many such waits a read that GitHub refuses is worth before that is final. */
  readonly refusedWaitsMax: () => number;
  /** Called before each read: ends a pass that stood still longer than its lease lasts. */
  readonly keepMoving: () => Promise<void>;
}

/** What to do about a read that failed. */
type ReadVerdict = 'again' | Unreadable;

/** The way to GitHub for one pass. */
export class GitHubGateway {
  readonly session: GitHubSession;
  readonly #parts: GatewayParts;
  #renewal: Promise<boolean> | null = null;
  #actorId: Promise<Reading<number | null>> | null = null;

  constructor(session: GitHubSession, parts: GatewayParts) {
    this.session = session;
    this.#parts = parts;
  }

  /**
   * Reads; `subject` says what, for people. Never throws on an answer of GitHub's; throws
   * StaleLeaseError if the lease is over.
   */
  read<T>(
    subject: string,
    request: (reader: GitHubReader) => Promise<GitHubReply<T>>,
  ): Promise<Reading<T>> {
    return this.#readWithPatience(subject, () => request(this.session));
  }

  /** The id of the account that acts, asked once a pass; null if it cannot be known. */
  actorId(): Promise<Reading<number | null>> {
    this.#actorId ??= this.#readWithPatience('the account that acts', () => this.session.actorId());
    return this.#actorId;
  }

  /** Sends a write exactly once. */
  async write<T>(
    request: (writer: GitHubWriter) => Promise<GitHubReply<T>>,
  ): Promise<GitHubReply<T>> {
    const reply = await request(this.session);
    const { limits, scope } = this.#parts;
    if (reply.ok) await limits.learn(scope, reply.rateLimit, true);
    return reply;
  }

  /** What is done about a write that failed. */
  decideWrite(failure: GitHubFailure): RecoveryAction {
    return this.#parts.strategy.decide(failure, 'write', this.#parts.clock.now());
  }

  /** A moment after a random wait for `round` rounds in vain. */
  afterBackoff(round: number): Instant {
    return afterBackoff(this.#parts, round);
  }

  #readWithPatience<T>(
    subject: string,
    request: () => Promise<GitHubReply<T>>,
  ): Promise<Reading<T>> {
    const renew = () => this.#renewOnce();
    return readWithPatience(subject, request, { ...this.#parts, renew });
  }

  /** Renews the credential at most once a pass, however many reads ask for it. */
  #renewOnce(): Promise<boolean> {
    this.#renewal ??= this.session.renew().then((reply) => reply.ok);
    return this.#renewal;
  }
}

/** Reads with a few tries; used for the gateway and for opening a session. */
export async function readWithPatience<T>(
  subject: string,
  request: () => Promise<GitHubReply<T>>,
  context: GatewayParts & { readonly renew: (() => Promise<boolean>) | null },
): Promise<Reading<T>> {
  let renewed = false;
  for (let round = 1; ; round += 1) {
    const block = context.limits.blocked(context.scope);
    if (block !== null && !(await satOut(block, context))) return blockedReading(subject, block);
    await context.keepMoving();
    const reply = await request();
    if (reply.ok) {
      await context.limits.learn(context.scope, reply.rateLimit, false);
      return { kind: 'read', value: reply.value };
    }
    const { failure } = reply;
    const action = context.strategy.decide(failure, 'read', context.clock.now());
    const mayRenew = context.renew !== null && round <= context.options.fruitlessRoundsMax;
    if (action.action === 'renew_credential' && mayRenew && (await context.renew())) {
      // A token that was just made can be unknown for a few seconds to a part of GitHub.
      if (renewed) await context.clock.sleep(context.strategy.backoffMs(round));
      renewed = true;
      continue;
    }
    const verdict = await judge(action, { subject, failure, round, context });
    if (verdict !== 'again') return verdict;
  }
}

interface FailedRead {
  readonly subject: string;
  readonly failure: GitHubFailure;
  readonly round: number;
  readonly context: GatewayParts;
}

async function judge(action: RecoveryAction, read: FailedRead): Promise<ReadVerdict> {
  const { subject, failure, round, context } = read;
  const details = { subject, expected: 'an answer from GitHub' };
  switch (action.action) {
    case 'wait_until': {
      const wait = await context.limits.block(context.scope, action.cause, action.until);
      return blockedReading(subject, wait);
    }
    case 'fail':
      return refusedReading(refusalOfFailure(action.code, failure, details), context);
    case 'renew_credential':
      return refusedReading(
        refusalOfFailure('github.credential_refused', failure, details),
        context,
      );
    case 'retry_read':
    case 'reconcile': {
      if (round < context.options.fruitlessRoundsMax) {
        await context.clock.sleep(context.strategy.backoffMs(round));
        return 'again';
      }
      const until = afterBackoff(context, round + context.waitsBefore);
      const unreached = refusalOfFailure('github.unreachable', failure, details);
      return { kind: 'unreadable', refusal: unreached, until, cause: 'backoff' };
    }
  }
}

/** GitHub refuses wrongly at times, for a moment: final is what it refuses again and again. */
function refusedReading(found: Unreadable['refusal'], context: GatewayParts): Unreadable {
  const { waitsBefore, refusedWaitsMax } = context;
  const until = waitsBefore >= refusedWaitsMax() ? null : afterBackoff(context, 1 + waitsBefore);
  return { kind: 'unreadable', refusal: found, until, cause: 'backoff' };
}

function blockedReading(subject: string, { until, cause }: LimitWait): Unreadable {
  const details = { subject, expected: 'a moment at which GitHub takes requests', found: cause };
  return { kind: 'unreadable', refusal: refusal('github.unreachable', details), until, cause };
}

/** Sits a short block out; false where it is not short. */
async function satOut(block: LimitWait, context: GatewayParts): Promise<boolean> {
  const leftMs = instantToMs(block.until) - instantToMs(context.clock.now());
  if (leftMs > context.options.shortWaitMaxMs) return false;
  await context.clock.sleep(leftMs);
  return true;
}

function afterBackoff(context: GatewayParts, round: number): Instant {
  const nowMs = instantToMs(context.clock.now());
  return instantFromMs(nowMs + context.strategy.backoffMs(round));
}
