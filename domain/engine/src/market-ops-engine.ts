// SPDX-License-Identifier: Apache-2.0
// MarketOps: one run of the seven stages. Both modes take this same way; they differ in the plan that
// a prod run must arrive at, and in the side-effect port that they are given.
import { ID_BYTES, digestOfBytes, runIds, type Entropy, type Refusal } from '@marketops/core';
import { beforeOwnEffects } from './observe/before-own-effects.ts';
import type { RepositoryReaders } from './port/repository-reader.ts';
import type { SideEffectReport } from './port/side-effect-port.ts';
import type { RunStore } from './port/run-store.ts';
import { findBasis, type RunBasis } from './run/run-basis.ts';
import { RunJournal, type RunObserver } from './run/run-journal.ts';
import type { RunOutcome, RunRequest } from './run/run-outcome.ts';
import type { RunRecord } from './run/run-record.ts';
import { StageWalk } from './run/stage-walk.ts';
import { seal, type SealedLedger } from './stage/seal.ts';
import type { StagePorts } from './stage/stage-context.ts';

/** Everything that a run reads and writes with. */
export interface EnginePorts extends StagePorts {
  readonly entropy: Entropy;
  readonly runs: RunStore;
  /** Sees each event after it is durable; null where nobody watches. */
  readonly observer: RunObserver | null;
}

/** Runs the seven stages (docs/architecture.md#the-seven-stages). */
export class MarketOpsEngine {
  readonly #ports: EnginePorts;

  constructor(ports: EnginePorts) {
    this.#ports = ports;
  }

  /**
   * One run, from `run.started` to `run.completed`. What a stage refuses or throws is part of the
   * answer. What the store or the observer throws is thrown on, since then nothing more can be
   * written down; the run then stays `running` on record.
   */
  async run(request: RunRequest): Promise<RunOutcome> {
    const basis = await findBasis(this.#ports, request);
    if (!basis.ok) return notOpened(basis.refusal);
    const record = this.#openingRecord(request, basis.value);
    const journal = await RunJournal.open(this.#ports, record, basis.value.seeds);
    const walk = new StageWalk({
      context: {
        ...this.#ports,
        repositories: this.#repositories(request, basis.value),
        seeds: basis.value.seeds,
        proposer: request.proposer,
      },
      basis: basis.value,
      journal,
      sideEffects: request.sideEffects,
    });
    await walk.walk();
    const ledger = await this.#seal(journal, walk);
    const ending = walk.refusals.length === 0 ? 'completed' : 'failed';
    journal.note({ status: ending, completedAt: this.#ports.clock.now() });
    await journal.tell({ kind: 'run.completed', ending, statuses: statusesOf(walk.report) });
    const { sealed, report, refusals, difference, fault } = walk;
    const run = journal.record;
    return { status: ending, run, sealed, report, ledger, refusals, difference, fault };
  }

  /** A prod run that continues plans as if the approved plan's own operations had done nothing yet. */
  #repositories({ sideEffects }: RunRequest, { approved }: RunBasis): RepositoryReaders {
    const { repositories } = this.#ports;
    if (approved === null) return repositories;
    const planDigest = digestOfBytes(approved.bytes);
    const own = sideEffects.earlier.filter((earlier) => earlier.planDigest === planDigest);
    return beforeOwnEffects(repositories, own);
  }

  /** Stage 7: every run that was opened is sealed, however far it came. */
  async #seal(journal: RunJournal, walk: StageWalk): Promise<SealedLedger> {
    await journal.tell({ kind: 'stage.started', stage: 'seal' });
    const { runId, mode, openedAt, planDigest } = journal.record;
    const ledger = seal({
      runId,
      mode,
      startedAt: openedAt,
      sealedAt: this.#ports.clock.now(),
      inputs: walk.discovery?.inputs ?? [],
      policy: walk.evaluation?.policy ?? null,
      planDigest,
      events: journal.events,
      report: walk.report,
      refusals: walk.refusals,
    });
    await journal.ledgerSealed(ledger);
    const summary = `proof ledger ${ledger.digest}`;
    await journal.tell({ kind: 'stage.completed', stage: 'seal', summary });
    return ledger;
  }

  #openingRecord(request: RunRequest, { mode }: RunBasis): RunRecord {
    return {
      schema: 'urn:marketops:run:v1',
      runId: request.runId ?? runIds.from(this.#ports.entropy.bytes(ID_BYTES)),
      mode,
      dryRunId: mode === 'prod' ? request.dryRunId : null,
      proposer: request.proposer,
      status: 'running',
      openedAt: this.#ports.clock.now(),
      completedAt: null,
      repository: null,
      planDigest: null,
      ledgerDigest: null,
      refusals: [],
      notices: [],
      forecast: [],
    };
  }
}

function statusesOf(report: SideEffectReport | null) {
  if (report?.kind !== 'published') return [];
  return report.operations.map(({ operationId, status }) => ({ operationId, status }));
}

function notOpened(why: Refusal): RunOutcome {
  return {
    status: 'refused',
    run: null,
    sealed: null,
    report: null,
    ledger: null,
    refusals: [why],
    difference: null,
    fault: null,
  };
}
