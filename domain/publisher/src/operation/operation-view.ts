// SPDX-License-Identifier: Apache-2.0
// How an operation stands, for people: what was tried, what is waited for and why, how it ended.
import type {
  Instant,
  OperationId,
  OperationKind,
  PublicationOutcome,
  ReceiptId,
  Refusal,
  RunId,
} from '@marketops/core';
import type { JournalEntry, JournalEvent } from './journal-entry.ts';
import { settledOutcome } from './publication-outcome.ts';
import type { StoredOperation } from './stored-operation.ts';

/** How one step stands. */
export interface StepView {
  readonly step: string;
  readonly attempts: number;
  readonly event: JournalEvent;
  readonly at: Instant;
  readonly note: string | null;
}

/** What an operation waits for. */
export interface WaitView {
  readonly step: string;
  readonly until: Instant;
  readonly cause: string;
}

/** How an operation stands. */
export interface OperationView {
  readonly operationId: OperationId;
  readonly operationKind: OperationKind;
  readonly runId: RunId;
  readonly receiptId: ReceiptId;
  readonly admittedAt: Instant;
  readonly effectDeadline: Instant;
  /** The process that works on it, or null. */
  readonly heldBy: string | null;
  /** In the order in which they began. */
  readonly steps: readonly StepView[];
  /** Null while it works, and once it is settled. */
  readonly waiting: WaitView | null;
  /** Why it was given up; empty unless it was. */
  readonly abandonedFor: readonly Refusal[];
  /** Null while it is not settled. */
  readonly outcome: PublicationOutcome | null;
}

/** Makes the view of an operation from what the store holds. */
export function operationView(
  { admitted, lease, settlement }: StoredOperation,
  journal: readonly JournalEntry[],
): OperationView {
  const { operationId, operation, runId, receiptId, admittedAt, effectDeadline } = admitted;
  const waiting = settlement === null && lease === null ? waitOf(journal.at(-1)) : null;
  return {
    operationId,
    runId,
    receiptId,
    admittedAt,
    effectDeadline,
    waiting,
    operationKind: operation.kind,
    heldBy: lease?.holder ?? null,
    steps: stepsOf(journal),
    abandonedFor: journal.find(({ event }) => event === 'abandoned')?.refusals ?? [],
    outcome: settlement === null ? null : settledOutcome(admitted, settlement),
  };
}

function stepsOf(journal: readonly JournalEntry[]): readonly StepView[] {
  const steps = new Map<string, StepView>();
  for (const { step, event, attempt, at, note } of journal) {
    if (attempt === 0) continue;
    const attempts = Math.max(attempt, steps.get(step)?.attempts ?? 0);
    steps.set(step, { step, attempts, event, at, note });
  }
  return [...steps.values()];
}

function waitOf(entry: JournalEntry | undefined): WaitView | null {
  if (entry?.event !== 'waiting' || entry.until === null) return null;
  return { step: entry.step, until: entry.until, cause: entry.note ?? '' };
}
