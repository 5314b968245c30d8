// SPDX-License-Identifier: Apache-2.0
// Leaves out of a rejection's pack what its record does not name: such a document would be bound to
// nothing, and a verifier refuses it.
import type { OperationAuditRecord } from '@marketops/core';
import { readHistory } from './attempt-history.ts';
import { approvalDigestsIn, digestsIn, digestsNamedBy } from './document-digests.ts';
import type { EvidencePack } from './evidence-pack.ts';
import { readPack } from './pack-reading.ts';

/** The pack with the documents that its attempt's record names; an admitted attempt keeps all. */
export function withNamedDocuments(pack: EvidencePack): EvidencePack {
  const { history } = readHistory(pack);
  if (history?.kind !== 'rejected') return pack;
  const candidates = history.rejections.map(({ record }) => keepNamed(pack, record));
  return (
    candidates.toSorted((left, right) => documentCount(right) - documentCount(left))[0] ?? pack
  );
}

function keepNamed(pack: EvidencePack, record: OperationAuditRecord): EvidencePack {
  const found = digestsIn(pack);
  const named = digestsNamedBy(record);
  const kept = {
    ...pack,
    plan: found.plan === named.plan ? pack.plan : null,
    operation: found.operation === named.operation ? pack.operation : null,
    receipt: found.receipt === named.receipt ? pack.receipt : null,
  };
  const listed = readPack(kept).receipt?.approvals ?? [];
  const present = approvalDigestsIn(pack);
  return {
    ...kept,
    approvals: listed.flatMap(({ digest }) => {
      const approval = pack.approvals[present.indexOf(digest)];
      return approval === undefined ? [] : [approval];
    }),
  };
}

function documentCount({ plan, operation, receipt }: EvidencePack): number {
  return [plan, operation, receipt].filter((document) => document !== null).length;
}
