// SPDX-License-Identifier: Apache-2.0
// Is every document in the pack the one that the log names by its digest, and is none in it that
// neither the log nor the receipt names?
import {
  refusal,
  type EnforceableReceipt,
  type OperationAuditRecord,
  type Refusal,
} from '@marketops/core';
import type { AttemptHistory } from './attempt-history.ts';
import { approvalDigestsIn, digestsIn, digestsNamedBy } from './document-digests.ts';
import type { EvidencePack } from './evidence-pack.ts';
import type { PackReading } from './pack-reading.ts';
import { concluded, notEvaluatedFor, type EvidenceCheck } from './evidence-verdict.ts';

/** Something that must be the same in two places; null is nothing. */
interface Comparison {
  readonly subject: string;
  readonly expected: string | null;
  readonly found: string | null;
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

/**
 * An admitted attempt has all its documents, and each is the one that was admitted. That the receipt
 * is for this run, operation and plan is found by the checks of the receipt itself.
 */
function admittedComparisons(
  pack: EvidencePack,
  record: OperationAuditRecord,
  receipt: EnforceableReceipt | null,
): readonly Comparison[] {
  const found = digestsIn(pack);
  const named = digestsNamedBy(record);
  if (receipt === null) {
    const expected = 'the enforceable receipt that was admitted';
    return [{ subject: 'receipt', expected, found: found.receipt }];
  }
  const listed = receipt.approvals.map(({ digest }) => digest);
  return [
    { subject: 'receipt', expected: named.receipt, found: found.receipt },
    { subject: 'operation', expected: named.operation, found: found.operation },
    { subject: 'plan', expected: named.plan, found: found.plan },
    { subject: 'approvals', expected: listed.join(' '), found: approvalDigestsIn(pack).join(' ') },
    { subject: 'id of the receipt', expected: pack.subject.receiptId, found: receipt.receiptId },
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
  const found = digestsIn(pack);
  const named = digestsNamedBy(record);
  const present = approvalDigestsIn(pack);
  const listed = (receipt?.approvals ?? []).map(({ digest }): string => digest);
  const documents = ['receipt', 'operation', 'plan'] as const;
  return [
    ...documents
      .filter((subject) => found[subject] !== null)
      .map((subject) => ({ subject, expected: named[subject], found: found[subject] })),
    {
      subject: 'approvals',
      expected: listed.filter((digest) => present.includes(digest)).join(' '),
      found: present.join(' '),
    },
  ];
}

function differing(comparisons: readonly Comparison[]): readonly Comparison[] {
  return comparisons.filter(({ expected, found }) => expected !== found);
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
