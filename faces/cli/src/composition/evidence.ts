// SPDX-License-Identifier: Apache-2.0
// Evidence packs of a home's attempts, and the trust by which somebody else verifies them.
import { join } from 'node:path';
import { refusal, type OperationAuditRecord, type PublicationPlan } from '@marketops/core';
import {
  assembleEvidencePack,
  AuditLogReader,
  encodeEvidencePack,
  evidenceSubject,
  type EvidenceSources,
  type EvidenceTrust,
  type LoggedRecord,
} from '@marketops/log';
import { makeFolders } from '@marketops/system';
import { readRecords } from '../act/log-reading.ts';
import { refuse } from '../face/command-result.ts';
import { replaceFile } from './durable-file.ts';
import { logOrigin, signHead } from './log-head.ts';
import type { OpenedHome } from './opened-home.ts';

/** What a stranger needs to verify packs of this home; it must reach them by another way. */
export function evidenceTrust({ pins }: OpenedHome): EvidenceTrust {
  const { audience, repositories, approvalsMin, trustRoot } = pins;
  return {
    schema: 'urn:marketops:evidence-trust:v1',
    trustRoot,
    log: { origin: logOrigin(trustRoot) },
    publisher: { audience, repositories, approvalsMin },
  };
}

/** Writes the pack of one attempt (the record that settled or rejected it); answers its path. */
export async function writeEvidencePack(
  home: OpenedHome,
  attempt: LoggedRecord,
  plan: PublicationPlan | null,
): Promise<string> {
  const { note } = await signHead(home);
  const records = await readRecords(home);
  const documents = await documentsOf(home, attempt.record, plan);
  const origin = logOrigin(home.pins.trustRoot);
  const pack = await home.store.readLog((log) =>
    assembleEvidencePack({
      ...documents,
      subject: evidenceSubject(attempt.record),
      records,
      signedCheckpoint: note,
      log: new AuditLogReader(origin, log),
    }),
  );
  if (!pack.ok) {
    const { path, expected, found } = pack.problem;
    return refuse(refusal('evidence.malformed', { subject: `pack${path}`, expected, found }));
  }
  await makeFolders(home.files.evidence);
  const name = attempt.record.operationId ?? `record-${attempt.index}`;
  const path = join(home.files.evidence, `${name}.${attempt.index}.evidence.json`);
  await replaceFile(path, encodeEvidencePack(pack.value));
  return path;
}

type Documents = Pick<EvidenceSources, 'plan' | 'operation' | 'receipt' | 'approvals'>;

async function documentsOf(
  home: OpenedHome,
  record: OperationAuditRecord,
  plan: PublicationPlan | null,
): Promise<Documents> {
  const operation =
    plan?.operations.find(({ operation: planned }) => planned.operationId === record.operationId)
      ?.operation ?? null;
  const stored = record.runId === null ? null : await home.store.runs.plan(record.runId);
  const { receiptId } = record;
  if (receiptId === null) {
    return { plan: stored?.bytes ?? null, operation, receipt: null, approvals: [] };
  }
  return home.store.authority.transaction(async (transaction) => {
    const mint = await transaction.mint(receiptId);
    const recorded = mint === null ? [] : await transaction.approvals(mint.requestId);
    const listed = mint?.approvalDigests ?? [];
    return {
      plan: stored?.bytes ?? null,
      operation,
      receipt: mint?.envelope ?? null,
      approvals: listed.flatMap((digest) => {
        const approval = recorded.find((candidate) => candidate.digest === digest);
        return approval === undefined ? [] : [approval.envelope];
      }),
    };
  });
}
