// SPDX-License-Identifier: Apache-2.0
// Things that must not work, tried for real against the publisher with receipts that were really
// minted: each answer is a rejection with its reason codes, and nothing reaches GitHub.
import type { AuthorizedPlan } from '@marketops/authority';
import {
  ID_BYTES,
  isJsonObject,
  runIds,
  type Entropy,
  type JsonValue,
  type OperationKind,
  type PublicationOutcome,
  type PublicationSubmission,
} from '@marketops/core';

/** One forbidden thing. */
export interface ForbiddenAttempt {
  readonly attempt: string;
  readonly submission: PublicationSubmission;
}

/** What came of one. */
export interface ForbiddenAnswer {
  readonly attempt: string;
  readonly status: PublicationOutcome['status'];
  readonly codes: readonly string[];
}

/** An honest submission of one of the plan's operations. */
export function honestSubmission(
  { plan, planBytes, receipts, approvals, runId }: AuthorizedPlan,
  kind: OperationKind,
): PublicationSubmission {
  const planned = plan.operations.find(({ operation }) => operation.kind === kind);
  const receipt = receipts.find(({ operationKind }) => operationKind === kind);
  if (planned === undefined || receipt === undefined) throw new Error(`no ${kind} in the plan`);
  return {
    mode: 'prod',
    runId,
    operation: planned.operation,
    receipt: receipt.envelope,
    plan: planBytes,
    approvals: approvals.map(({ envelope }) => envelope),
  };
}

/** Five things that must not work, even with receipts that nobody has used yet. */
export function forbiddenAttempts(
  authorized: AuthorizedPlan,
  advisory: Uint8Array,
  entropy: Entropy,
): readonly ForbiddenAttempt[] {
  const tag = honestSubmission(authorized, 'tag_repo');
  const release = honestSubmission(authorized, 'publish_release');
  const otherRun = runIds.from(entropy.bytes(ID_BYTES));
  return [
    { attempt: 'no receipt', submission: { ...tag, receipt: null } },
    { attempt: 'advisory receipt', submission: { ...tag, receipt: advisory } },
    { attempt: 'other run', submission: { ...tag, runId: otherRun } },
    { attempt: 'other operation', submission: { ...tag, operation: release.operation } },
    {
      attempt: 'changed content',
      submission: { ...release, operation: retitled(release.operation) },
    },
  ];
}

function retitled(operation: JsonValue): JsonValue {
  return isJsonObject(operation) ? { ...operation, name: 'another title' } : operation;
}

/** The codes of an answer, each once. */
export function forbiddenAnswer(attempt: string, outcome: PublicationOutcome): ForbiddenAnswer {
  const codes = [...new Set(outcome.refusals.map(({ code }) => code))];
  return { attempt, status: outcome.status, codes };
}
