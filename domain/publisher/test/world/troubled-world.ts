// SPDX-License-Identifier: Apache-2.0
// A world in which several publisher processes on one store live through everything at once: they are
// suspended and die, clocks are set, leases end, others act, lists lag, limits are met and the store
// fails. All of it follows from a kind and a seed.
import type { OperationAuditRecord } from '@marketops/core';
import { sampleNow, type ScriptedCall } from '@marketops/testkit';
import { PublisherStory, type SampleKind } from '../story/publisher-story.ts';
import { Dice } from '../story/random-faults.ts';
import { wrongEnd, wrongSuccess } from './end-laws.ts';
import { actsOn } from './somebody-else.ts';
import { TroubledProcess } from './troubled-process.ts';
import { Turns } from './turns.ts';
import { Witness } from './witness.ts';
import { WorldClock } from './world-clock.ts';
import {
  answerOfPlace,
  drawJump,
  drawStoreFault,
  drawTroubles,
  worldFaults,
  type Troubles,
} from './world-troubles.ts';
import { effectsTwice, unannounced, wrongChanges, type Observed } from './write-laws.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const processesMax = 5;
const deathRarity = 5;
const settling: ReadonlySet<string> = new Set(['operation.settled', 'operation.reconciled']);

/** One world. */
export class TroubledWorld {
  readonly dice: Dice;
  readonly clock = new WorldClock(sampleNow);
  readonly story: PublisherStory;
  readonly turns: Turns;
  readonly processes: TroubledProcess[] = [];
  /** The laws that were broken, in words. */
  readonly wrong = new Set<string>();
  /** What happened, for people who look into a seed. */
  readonly told: string[] = [];
  /** Whether all trouble has ended. */
  isQuiet = false;
  /** Whether the store has failed. */
  storeFailed = false;
  readonly #troubles: Troubles;
  readonly #witness: Witness;
  readonly #callers: string[] = [];
  readonly #forwardMs: number[] = [];
  readonly #observed: Observed;
  #actsLeft: number;
  #judged = 0;
  #caller = '';

  constructor(kind: SampleKind, seed: number) {
    this.dice = new Dice(`world ${kind} ${seed}`);
    this.#troubles = drawTroubles(this.dice);
    this.#actsLeft = this.#troubles.acts;
    const { clock } = this;
    this.story = new PublisherStory(kind, {}, { clock, github: clock.github });
    this.turns = new Turns(clock, this.dice);
    this.#witness = new Witness(this.story.github, clock.github);
    this.#observed = {
      story: this.story,
      witness: this.#witness,
      callers: this.#callers,
      forwardMs: this.#forwardMs,
      nowMs: () => clock.trueMs,
    };
    this.#troubleGitHub();
  }

  #troubleGitHub(): void {
    const { story, dice } = this;
    const { github } = story;
    const faults = worldFaults(story, dice, this.#troubles);
    github.script = (call) => answerOfPlace(story, call) ?? (this.isQuiet ? null : faults(call));
    const { lagMsMax } = this.#troubles;
    if (lagMsMax > 0) github.lagMs = () => (this.isQuiet ? 0 : dice.roll(lagMsMax));
    github.beforeCall = (call) => {
      this.#callers.push(this.#caller);
      this.#forwardMs.push(this.clock.setForwardMs);
      this.note(unannounced(this.#observed, call));
    };
    github.afterCall = (call) => this.#afterCall(call);
  }

  #afterCall({ name, about, nature }: ScriptedCall): void {
    const fault = this.story.github.calls.at(-1)?.fault ?? null;
    if (nature === 'write' || fault !== null) {
      const met = fault === null ? '' : JSON.stringify(fault);
      this.tell(`${this.#caller} ${name} ${about} ${met}`);
    }
    this.lookAtOurs();
  }

  /** Judges what the publisher changed. */
  lookAtOurs(): void {
    const changes = this.#witness.look('us');
    for (const { kind, about } of changes) this.tell(`  ${kind} ${about}`);
    this.note(wrongChanges(this.#observed, changes));
    this.note(effectsTwice(this.#observed));
  }

  tell(line: string): void {
    const seconds = Math.round((this.clock.trueMs - Date.parse(sampleNow)) / 1_000);
    this.told.push(`${seconds} s: ${line}`);
  }

  note(wrong: readonly string[]): void {
    for (const each of wrong) this.wrong.add(each);
  }

  /** One more process. */
  begin(): TroubledProcess {
    const process = new TroubledProcess(`p${this.processes.length + 1}`, {
      story: this.story,
      turns: this.turns,
      storeFault: () => {
        const fault = this.isQuiet ? null : drawStoreFault(this.dice, this.#troubles);
        if (fault !== null) this.tell(`the store: ${fault}`);
        this.storeFailed ||= fault !== null;
        return fault;
      },
      calls: (holder) => {
        this.#caller = holder;
      },
      committed: () => this.#committed(),
    });
    this.processes.push(process);
    return process;
  }

  get #records(): readonly OperationAuditRecord[] {
    return this.story.store.auditRecords;
  }

  /** The record of the last settlement, or null. */
  get settlement(): OperationAuditRecord | null {
    return this.#records.findLast(({ event }) => settling.has(event)) ?? null;
  }

  /** Something may happen between two turns. */
  happen(): void {
    if (this.isQuiet) return;
    const { dice } = this;
    const { actRarity, processRarity, clockRarity } = this.#troubles;
    if (this.#actsLeft > 0 && dice.roll(actRarity) === 0) this.#act();
    if (dice.roll(processRarity) === 0) this.#troubleProcess();
    // GitHub gets a request within seconds; whatever takes longer comes before or after.
    if (!this.turns.requestOnItsWay && dice.roll(clockRarity) === 0) this.#jump();
  }

  #jump(): void {
    const { kind, ms } = drawJump(this.dice);
    this.tell(
      kind === 'pass' ? `${ms / minuteMs} min pass` : `the clock is set by ${ms / minuteMs} min`,
    );
    if (kind === 'pass') this.clock.pass(ms);
    else this.clock.set(ms);
  }

  #troubleProcess(): void {
    const { dice, clock } = this;
    const process = this.processes[dice.roll(this.processes.length)];
    if (process === undefined || process.isDead) return;
    if (dice.roll(deathRarity) === 0 && this.processes.length < processesMax) {
      process.isDead = true;
      this.tell(`${process.holder} dies`);
      return;
    }
    const ms = dice.roll(2) === 0 ? dice.roll(5 * minuteMs) : dice.roll(2 * hourMs);
    process.suspendedUntilMs = clock.trueMs + ms;
    this.tell(`${process.holder} is suspended for ${Math.round(ms / 1_000)} s`);
  }

  #act(): void {
    const acts = Object.entries(actsOn(this.story.operation.kind));
    const [name, act] = acts[this.dice.roll(acts.length)] ?? [];
    const { github } = this.story;
    github.settleLate();
    this.lookAtOurs();
    if (name === undefined || act === undefined || !act(this.story)) return;
    this.#actsLeft -= 1;
    this.tell(`somebody else: ${name}`);
    for (const { kind, about } of this.#witness.look('them', name)) this.tell(`  ${kind} ${about}`);
    github.settleLate();
  }

  #committed(): void {
    const fresh = this.#records.slice(this.#judged);
    this.#judged = this.#records.length;
    for (const record of fresh) {
      const { event, status, reasons } = record;
      if (status !== null) {
        this.tell(`${event}: ${status} ${reasons.map(({ code }) => code).join(' ')}`);
      }
      if (settling.has(event) && status === 'success') {
        this.note(wrongSuccess(this.#observed, record));
      }
    }
  }

  /** Judges how it ended. */
  judgeEnd(): void {
    const { settlement } = this;
    const count = (event: string) => this.#records.filter((one) => one.event === event).length;
    const admitted = count('operation.admitted');
    if (admitted > 1) this.wrong.add('admitted more than once');
    if (count('operation.settled') !== admitted) this.wrong.add('not settled exactly once');
    if (settlement !== null) this.note(wrongEnd(this.#observed, settlement));
    else if (this.#witness.changes.some(({ who }) => who === 'us')) {
      this.wrong.add('never admitted, and something was changed');
    }
  }
}
