// SPDX-License-Identifier: Apache-2.0
// A small GitHub in memory behind the publisher's port: it keeps state, applies what it is asked, and
// lets a script decide which answers are lost, wrong or late. Every call is listed.
import {
  digestOf,
  instantToMs,
  type Clock,
  type GitHubReply,
  type GitHubRepository,
} from '@marketops/core';
import type { GitHubSession, GitHubSessions } from '@marketops/publisher';
import {
  answered,
  failedReply,
  type GitHubScript,
  type ScriptedCall,
  type ScriptedFault,
} from './github-script.ts';
import { sessionReads } from './scripted-reads.ts';
import { sessionWrites } from './scripted-writes.ts';
import { ScriptedGitHubState } from './scripted-github-state.ts';
import { StateHistory, type ShownState } from './state-history.ts';

/** A call that was made, and whether it was applied when its answer (or none) came. */
export interface MadeCall extends ScriptedCall {
  readonly atMs: number;
  readonly fault: ScriptedFault | null;
}

/** What a call does. */
export type ScriptedWork<T> = () => GitHubReply<T>;

/** Makes calls on behalf of a session. */
export type MakeCall = <T>(
  call: Omit<ScriptedCall, 'index'>,
  work: ScriptedWork<T>,
) => Promise<GitHubReply<T>>;

/** A GitHub in memory. */
export class ScriptedGitHub implements GitHubSessions {
  readonly state: ScriptedGitHubState;
  readonly calls: MadeCall[] = [];
  script: GitHubScript = () => null;
  /** Called before each call is worked on; a test that throws here ends the process that calls. */
  beforeCall: (call: ScriptedCall) => void = () => {};
  /** Called after each call was worked on, before its answer is heard. */
  afterCall: (call: ScriptedCall) => void = () => {};
  /** How long an answer is on its way; at once where a test says nothing. */
  onTheWay: (call: ScriptedCall) => Promise<void> = () => Promise.resolve();
  /** How far lists and looks at refs lag behind, in milliseconds, by the name of the read. */
  lagMs: ((name: string) => number) | null = null;
  /** Whether a call that renews the credential is answered. */
  renewable = true;
  readonly #clock: Clock;
  readonly #history = new StateHistory();
  #late: { readonly atMs: number; readonly apply: () => unknown }[] = [];

  constructor(repository: GitHubRepository, clock: Clock) {
    this.state = new ScriptedGitHubState(repository);
    this.#clock = clock;
  }

  /** The writes that were sent, in order. */
  get writes(): readonly MadeCall[] {
    return this.calls.filter(({ nature }) => nature === 'write');
  }

  open(): Promise<GitHubReply<GitHubSession>> {
    return this.#call({ name: 'open', nature: 'open', about: '' }, () =>
      answered(this.#session(), 'open'),
    );
  }

  /** Lets everything that is late by now arrive, and keeps what is held for looks that lag. */
  settleLate(): void {
    const nowMs = instantToMs(this.#clock.now());
    const due = this.#late.filter(({ atMs }) => atMs <= nowMs);
    this.#late = this.#late.filter(({ atMs }) => atMs > nowMs);
    for (const { atMs, apply } of due) {
      apply();
      if (this.lagMs !== null) this.#history.keep(atMs, this.state);
    }
    if (this.lagMs !== null) this.#history.keep(nowMs, this.state);
  }

  #session(): GitHubSession {
    const call: MakeCall = (made, work) => this.#call(made, work);
    return {
      ...sessionReads(this.state, call, (name) => this.#shown(name)),
      ...sessionWrites(this.state, call),
      actorId: () =>
        call({ name: 'actorId', nature: 'read', about: '' }, () =>
          answered(this.state.actorShown ? this.state.actorId : null, 'actor'),
        ),
      tokenSha256: digestOf('token'),
      renew: () =>
        this.#call({ name: 'renew', nature: 'open', about: '' }, () =>
          this.renewable ? answered(null, 'renew') : failedReply({ status: 401 }),
        ),
      close: () => Promise.resolve(),
    };
  }

  #shown(name: string): ShownState {
    if (this.lagMs === null) return this.state;
    const nowMs = instantToMs(this.#clock.now());
    const lagMs = this.lagMs(name);
    return (lagMs === 0 ? null : this.#history.asOf(nowMs - lagMs)) ?? this.state;
  }

  async #call<T>(
    made: Omit<ScriptedCall, 'index'>,
    work: ScriptedWork<T>,
  ): Promise<GitHubReply<T>> {
    const call: ScriptedCall = { ...made, index: this.calls.length };
    this.beforeCall(call);
    this.settleLate();
    const atMs = instantToMs(this.#clock.now());
    const fault = this.script(call);
    this.calls.push({ ...call, atMs, fault });
    const reply = this.#answer(fault, work, atMs);
    if (this.lagMs !== null) this.#history.keep(atMs, this.state);
    this.afterCall(call);
    await this.onTheWay(call);
    return reply;
  }

  #answer<T>(fault: ScriptedFault | null, work: ScriptedWork<T>, atMs: number): GitHubReply<T> {
    switch (fault?.kind) {
      case undefined:
        return work();
      case 'lost':
        if (fault.applied) work();
        return failedReply({ body: 'empty', detail: 'connection reset' });
      case 'late':
        this.#late.push({ atMs: atMs + fault.afterMs, apply: work });
        return failedReply({ body: 'empty', detail: 'timeout' });
      case 'twice': {
        const reply = work();
        work();
        return reply;
      }
      case 'never_sent':
        return failedReply({ sent: 'no', body: 'empty', detail: 'connection refused' });
      case 'answer':
        if (fault.applied) work();
        return failedReply(fault.failure);
    }
  }
}
