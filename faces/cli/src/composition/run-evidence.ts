// SPDX-License-Identifier: Apache-2.0
// The evidence packs of one prod run: one for each operation that the publisher gave a record to. A
// pack that cannot be written keeps neither the others back nor what became of the operations.
import type { OperationReport, RunOutcome } from '@marketops/engine';
import { AuditLogReader } from '@marketops/log';
import type { LeftUndone } from '../face/answer-stands.ts';
import { writeEvidencePack } from './evidence.ts';
import { logOrigin } from './log-head.ts';
import type { OpenedHome } from './opened-home.ts';

/** The packs that were written, and why the first of the others was not. */
export interface RunEvidence {
  /** Paths in the plan's order. */
  readonly paths: readonly string[];
  readonly undone: LeftUndone | null;
}

/** Writes the packs. */
export async function writeEvidenceOfRun(
  home: OpenedHome,
  outcome: RunOutcome,
): Promise<RunEvidence> {
  const { report } = outcome;
  const operations = report?.kind === 'published' ? report.operations : [];
  const paths: string[] = [];
  let undone: LeftUndone | null = null;
  for (const operation of operations) {
    try {
      paths.push(...(await packOf(home, operation, outcome)));
    } catch (error) {
      undone ??= {
        code: 'evidence.unwritten',
        subject: operation.operationId,
        expected: `a pack in ${home.files.evidence}`,
        error,
      };
    }
  }
  return { paths, undone };
}

async function packOf(
  home: OpenedHome,
  { outcome }: OperationReport,
  { sealed }: RunOutcome,
): Promise<readonly string[]> {
  const index = outcome?.logIndex ?? null;
  if (index === null) return [];
  const origin = logOrigin(home.pins.trustRoot);
  const record = await home.store.readLog((log) =>
    new AuditLogReader(origin, log).readRecord(index),
  );
  return [await writeEvidencePack(home, { index, record }, sealed?.plan ?? null)];
}
