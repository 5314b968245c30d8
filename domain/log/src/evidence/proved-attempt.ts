// SPDX-License-Identifier: Apache-2.0
// Sums up what a pack proved, once every check of it has passed.
import { hexEncode, type AdmissionFacts, type KeyId, type PersonId } from '@marketops/core';
import type { AttemptHistory } from './attempt-history.ts';
import type { OpenedCheckpoint } from '../checkpoint/open-checkpoint.ts';
import type { EvidencePack } from './evidence-pack.ts';
import type { ProvedAttempt } from './evidence-verdict.ts';

/** What was found on the way to the verdict. */
export interface VerifiedEvidence {
  readonly pack: EvidencePack;
  readonly history: AttemptHistory;
  readonly opened: OpenedCheckpoint;
  /** The keys of the pinned witnesses that cosigned, each once. */
  readonly witnesses: readonly KeyId[];
  readonly facts: AdmissionFacts | null;
}

/** The attempt that verified evidence tells of. */
export function provedAttempt(evidence: VerifiedEvidence): ProvedAttempt {
  const { pack, history, opened, facts } = evidence;
  const { origin, size, rootHash } = opened.checkpoint;
  const decided = history.kind === 'admitted' ? history.admitted : history.rejections[0];
  const ended = history.kind === 'admitted' ? history.ended : null;
  const people = facts?.approvals.flatMap(({ person }) =>
    person === null ? [] : [person.personId],
  );
  return {
    kind: history.kind,
    subject: pack.subject,
    status: history.status,
    operationKind: decided.record.operationKind,
    repository: decided.record.repository,
    decidedAt: decided.record.recordedAt,
    settledAt: ended?.record.recordedAt ?? null,
    approvers: [...new Set<PersonId>(people)],
    reasons: (ended ?? decided).record.reasons,
    log: { origin, size, rootHash: hexEncode(rootHash) },
    witnesses: evidence.witnesses,
  };
}
