// SPDX-License-Identifier: Apache-2.0
// Stage 7. Writes down what the run read, which policy weighed it, what happened in which order and
// what came of it. A run that failed is sealed as well: its ledger says how far it came.
import {
  LEDGER_LIMITS,
  canonicalJsonBytes,
  proofLedgerDigest,
  type Instant,
  type Mode,
  type PolicyReference,
  type ProofLedger,
  type Refusal,
  type RunId,
  type Sha256Digest,
} from '@marketops/core';
import type { IssuedReceipt } from '../port/publication-road.ts';
import type { OperationReport, SideEffectReport } from '../port/side-effect-port.ts';
import { stageEventDigest, type StageEvent } from '../run/stage-event.ts';
import type { RunInput } from './discover.ts';

/** Everything that a ledger is made of. */
export interface LedgerMaterial {
  readonly runId: RunId;
  readonly mode: Mode;
  readonly startedAt: Instant;
  readonly sealedAt: Instant;
  readonly inputs: readonly RunInput[];
  readonly policy: PolicyReference | null;
  readonly planDigest: Sha256Digest | null;
  readonly events: readonly StageEvent[];
  readonly report: SideEffectReport | null;
  readonly refusals: readonly Refusal[];
}

/** A proof ledger, its canonical bytes and their digest. */
export interface SealedLedger {
  readonly ledger: ProofLedger;
  readonly bytes: Uint8Array;
  readonly digest: Sha256Digest;
}

/** Seals. */
export function seal(material: LedgerMaterial): SealedLedger {
  const ledger = composeLedger(material);
  return { ledger, bytes: canonicalJsonBytes(ledger), digest: proofLedgerDigest(ledger) };
}

function composeLedger(material: LedgerMaterial): ProofLedger {
  const { runId, startedAt, sealedAt, inputs, policy, planDigest, report } = material;
  const operations = report?.kind === 'published' ? report.operations : [];
  const everyRun = {
    schema: 'urn:marketops:proof-ledger:v1',
    runId,
    startedAt,
    sealedAt,
    inputs,
    policy,
    planDigest,
    stageEvents: material.events.map(eventReference),
    advisoryReceipts: advisoryReceipts(report).map(receiptReference),
    refusals: [...material.refusals, ...operations.flatMap(({ refusals }) => refusals)].slice(
      0,
      LEDGER_LIMITS.refusalsMax,
    ),
  } as const;
  if (material.mode === 'dry_run') {
    const intents = report?.kind === 'blocked' ? report.intents : [];
    return { ...everyRun, mode: 'dry_run', intents };
  }
  return {
    ...everyRun,
    mode: 'prod',
    receipts: operations
      .map(({ receipt }) => receipt)
      .filter(({ enforceable }) => enforceable)
      .map(receiptReference),
    outcomes: operations.flatMap(outcomeReference),
  };
}

function eventReference(event: StageEvent) {
  const { happening } = event;
  const stage = 'stage' in happening ? happening.stage : null;
  return { event: happening.kind, stage, digest: stageEventDigest(event) };
}

function advisoryReceipts(report: SideEffectReport | null): readonly IssuedReceipt[] {
  if (report === null) return [];
  if (report.kind === 'blocked') return report.advisoryReceipts;
  return report.operations.map(({ receipt }) => receipt).filter(({ enforceable }) => !enforceable);
}

function receiptReference({ operationId, receiptId, receiptDigest }: IssuedReceipt) {
  return { operationId, receiptId, digest: receiptDigest };
}

/** An operation without a record of the publisher's has nothing in the log to point at. */
function outcomeReference({ operationId, outcome }: OperationReport) {
  if (outcome === null || outcome.logIndex === null) return [];
  const { receiptId, status, logIndex } = outcome;
  return [{ operationId, receiptId, status, logIndex }];
}
