// SPDX-License-Identifier: Apache-2.0
// Is every document in the pack the one that the log names by its digest, and is none in it that
// neither the log nor the receipt names?
import {
  digestOf,
  operationDigest,
  planDigest,
  refusal,
  type EnforceableReceipt,
  type OperationAuditRecord,
  type Refusal,
} from '@marketops/core';
import type { AttemptHistory } from './attempt-history.ts';
import type { EvidencePack } from './evidence-pack.ts';
import type { PackReading } from './pack-reading.ts';
import { concluded, notEvaluatedFor, type EvidenceCheck } from './evidence-verdict.ts';

/** Something that must be the same in two places; null is nothing. */
interface Comparison {
  readonly subject: string;
  readonly expected: string | null;
  readonly found: string | null;
}

interface DocumentDigests {
  readonly plan: string | null;
  readonly operation: string | null;
  readonly receipt: string | null;
}

/** Compares every document with the attempt's records, and the approvals with the receipt. */
export function checkDocuments(
  { pack, receipt }: PackReading,
  history: AttemptHistory | null,
): EvidenceCheck {
  if (history === null) return notEvaluatedFor('documents_named', 'a complete history');
  const expected = 'the documents that the log names, and no others';
  const mismatches =
    history.kind === 'admitted'
      ? differing(admittedComparisons(pack, history.admitted.record, receipt))
      : fewestMismatches(
          pack,
          history.rejections.map(({ record }) => record),
          receipt,
        );
  const refusals = mismatches.map(
    (comparison): Refusal =>
      refusal('evidence.document_mismatch', {
        subject: comparison.subject,
        expected: comparison.expected ?? 'nothing',
        found: comparison.found ?? 'nothing',
      }),
  );
  return concluded('documents_named', { expected, found: describeDocuments(pack) }, refusals);
}

/** An admitted attempt has all its documents, and each is the one that was admitted. */
function admittedComparisons(
  pack: EvidencePack,
  record: OperationAuditRecord,
  receipt: EnforceableReceipt | null,
): readonly Comparison[] {
  const digests = digestsOf(pack);
  if (receipt === null) {
    const expected = 'the enforceable receipt that was admitted';
    return [{ subject: 'receipt', expected, found: digests.receipt }];
  }
  const { subject } = pack;
  const listed = receipt.approvals.map(({ digest }) => digest);
  return [
    { subject: 'receipt', expected: record.receiptDigest, found: digests.receipt },
    { subject: 'operation', expected: receipt.operationDigest, found: digests.operation },
    { subject: 'plan', expected: receipt.planDigest, found: digests.plan },
    { subject: 'approvals', expected: listed.join(' '), found: approvalDigests(pack).join(' ') },
    { subject: 'run', expected: subject.runId, found: receipt.runId },
    { subject: 'operation id', expected: subject.operationId, found: receipt.operationId },
    { subject: 'receipt id', expected: subject.receiptId, found: receipt.receiptId },
    { subject: 'subject plan', expected: subject.planDigest, found: receipt.planDigest },
    ...(record.operationDigest === null
      ? []
      : [{ subject: 'operation', expected: record.operationDigest, found: digests.operation }]),
    ...(record.planDigest === null
      ? []
      : [{ subject: 'plan', expected: record.planDigest, found: digests.plan }]),
  ];
}

/** The same receipt can be rejected more than once; the documents are those of one rejection. */
function fewestMismatches(
  pack: EvidencePack,
  rejections: readonly OperationAuditRecord[],
  receipt: EnforceableReceipt | null,
): readonly Comparison[] {
  const candidates = rejections.map((record) =>
    differing(rejectedComparisons(pack, record, receipt)),
  );
  const [fewest = []] = candidates.toSorted((left, right) => left.length - right.length);
  return fewest;
}

/** A rejected attempt may lack documents, but has none that its record does not name. */
function rejectedComparisons(
  pack: EvidencePack,
  record: OperationAuditRecord,
  receipt: EnforceableReceipt | null,
): readonly Comparison[] {
  const digests = digestsOf(pack);
  const present = approvalDigests(pack);
  const listed = (receipt?.approvals ?? []).map(({ digest }): string => digest);
  return [
    ...given('receipt', record.receiptDigest, digests.receipt),
    ...given('operation', record.operationDigest, digests.operation),
    ...given('plan', record.planDigest, digests.plan),
    { subject: 'subject plan', expected: record.planDigest, found: pack.subject.planDigest },
    {
      subject: 'approvals',
      expected: listed.filter((digest) => present.includes(digest)).join(' '),
      found: present.join(' '),
    },
  ];
}

function given(
  subject: string,
  expected: string | null,
  found: string | null,
): readonly Comparison[] {
  return found === null ? [] : [{ subject, expected, found }];
}

function differing(comparisons: readonly Comparison[]): readonly Comparison[] {
  return comparisons.filter(({ expected, found }) => expected !== found);
}

function digestsOf({ plan, operation, receipt }: EvidencePack): DocumentDigests {
  return {
    plan: plan === null ? null : planDigest(plan),
    operation: operation === null ? null : operationDigest(operation),
    receipt: receipt === null ? null : digestOf(receipt),
  };
}

function approvalDigests({ approvals }: EvidencePack): readonly string[] {
  return approvals.map((approval) => digestOf(approval));
}

function describeDocuments({ plan, operation, receipt, approvals }: EvidencePack): string {
  const names = [
    ...(plan === null ? [] : ['plan']),
    ...(operation === null ? [] : ['operation']),
    ...(receipt === null ? [] : ['receipt']),
    `${approvals.length} approvals`,
  ];
  return names.join(', ');
}
