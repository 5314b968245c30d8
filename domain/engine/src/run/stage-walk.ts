// SPDX-License-Identifier: Apache-2.0
// The first six stages in their order, each told before and after. The first that refuses ends the
// way, and so does a fault: whatever throws is a refusal to go on.
import { refusal, type Refusal, type Stage } from '@marketops/core';
import type { PlanChange } from '../plan/plan-difference.ts';
import type { SealedPlan } from '../plan/sealed-plan.ts';
import type { IssuedReceipt } from '../port/publication-road.ts';
import type { SideEffectPort, SideEffectReport } from '../port/side-effect-port.ts';
import { discover, type Discovery } from '../stage/discover.ts';
import { evaluate, type Evaluation } from '../stage/evaluate.ts';
import { execute } from '../stage/execute.ts';
import { plan } from '../stage/plan.ts';
import { select } from '../stage/select.ts';
import type { StageContext, StageResult } from '../stage/stage-context.ts';
import { verify } from '../stage/verify.ts';
import { compareWithEarlier } from './compare-plans.ts';
import type { RunBasis } from './run-basis.ts';
import type { RunJournal } from './run-journal.ts';

const summaryCharactersMax = 500;

/** What the stages are run with. */
export interface StageWalkParts {
  readonly context: StageContext;
  readonly basis: RunBasis;
  readonly journal: RunJournal;
  readonly sideEffects: SideEffectPort;
}

/** One way through the stages. Its members say how far it came; what was not reached is null. */
export class StageWalk {
  readonly #parts: StageWalkParts;
  discovery: Discovery | null = null;
  evaluation: Evaluation | null = null;
  sealed: SealedPlan | null = null;
  report: SideEffectReport | null = null;
  difference: readonly PlanChange[] | null = null;
  /** Why it went no further; empty where every stage was completed. */
  refusals: readonly Refusal[] = [];
  /** What was thrown, where that is why. */
  fault: unknown = null;

  constructor(parts: StageWalkParts) {
    this.#parts = parts;
  }

  /** Walks from `discover` to `execute`, or as far as it goes. */
  async walk(): Promise<void> {
    const { context, journal, basis } = this.#parts;
    const discovery = await this.#stage('discover', () => discover(context));
    if (discovery === null) return;
    this.discovery = discovery;
    journal.note({ repository: discovery.config.repository, notices: discovery.notices });
    const selection = await this.#stage('select', () => select(discovery, basis.seeds));
    if (selection === null) return;
    const verification = await this.#stage('verify', () => verify(selection));
    if (verification === null) return;
    const evaluation = await this.#stage('evaluate', () => evaluate(context, verification));
    if (evaluation === null) return;
    this.evaluation = evaluation;
    journal.note({ forecast: evaluation.forecast });
    const sealed = await this.#plan(evaluation);
    if (sealed === null) return;
    this.sealed = sealed;
    this.report = await this.#stage('execute', () => this.#execute(sealed));
  }

  async #plan(evaluation: Evaluation): Promise<SealedPlan | null> {
    const { context, journal, basis } = this.#parts;
    return this.#stage('plan', async () => {
      const earlier = basis.approved ?? basis.against;
      if (earlier !== null) {
        this.difference = await compareWithEarlier(context, evaluation, earlier);
      }
      const result = await plan(context, evaluation, basis.approved?.bytes ?? null);
      if (result.ok) await journal.planGenerated(result.value);
      return result;
    });
  }

  async #execute(sealed: SealedPlan): Promise<StageResult<SideEffectReport>> {
    const { journal, basis, sideEffects } = this.#parts;
    const { mode } = basis;
    const { runId } = journal.record;
    const onReceipt = (receipt: IssuedReceipt) => tellReceipt(journal, receipt);
    const result = await execute({ mode, runId, sealed, sideEffects, onReceipt });
    if (result.ok && result.value.kind === 'blocked') {
      await journal.tell({ kind: 'execute.blocked', intents: result.value.intents.length });
    }
    return result;
  }

  /** Runs one stage; null where it refused or broke off, after which no later one begins. */
  async #stage<T>(
    stage: Stage,
    work: () => StageResult<T> | Promise<StageResult<T>>,
  ): Promise<T | null> {
    const { journal } = this.#parts;
    await journal.tell({ kind: 'stage.started', stage });
    const result = await this.#attempt(stage, work);
    if (result.ok) {
      const summary = result.summary.slice(0, summaryCharactersMax).toWellFormed();
      await journal.tell({ kind: 'stage.completed', stage, summary });
      return result.value;
    }
    this.refusals = result.refusals;
    journal.note({ refusals: result.refusals });
    await journal.tell({ kind: 'stage.failed', stage, refusals: result.refusals });
    return null;
  }

  /** The message of what was thrown may hold anything; only its kind is written down. */
  async #attempt<T>(
    stage: Stage,
    work: () => StageResult<T> | Promise<StageResult<T>>,
  ): Promise<StageResult<T>> {
    try {
      return await work();
    } catch (error) {
      this.fault = error;
      const found = error instanceof Error ? error.name : typeof error;
      const details = { expected: 'the stage to end with an answer', found };
      return { ok: false, refusals: [refusal('run.fault', { subject: stage, ...details })] };
    }
  }
}

async function tellReceipt(journal: RunJournal, receipt: IssuedReceipt): Promise<void> {
  const { receiptId, receiptDigest, operationId, operationKind, enforceable } = receipt;
  await journal.tell({
    kind: 'receipt.issued',
    receiptId,
    receiptDigest,
    operationId,
    operationKind,
    enforceable,
  });
}
