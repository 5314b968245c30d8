// SPDX-License-Identifier: Apache-2.0
// Reads a submission as the foreign input that it is: the operation and the plan are parsed, and
// every signature is verified against the publisher's own pins, before anything is decided.
import {
  examineApprovals,
  examineReceipt,
  operationDigest,
  parseOperation,
  parsePlan,
  planDigest,
  refusal,
  runIds,
  type AdmissionFacts,
  type Operation,
  type OperationKind,
  type Parsed,
  type PublicationPlan,
  type PublicationSubmission,
  type PublisherPins,
  type Refusal,
  type Sha256Digest,
  type SignatureVerifier,
} from '@marketops/core';

/** A submission that was read. */
export interface ReadSubmission {
  /** Everything the checks look at but the store. */
  readonly facts: Omit<AdmissionFacts, 'state'>;
  readonly operationDigest: Sha256Digest | null;
  readonly planDigest: Sha256Digest | null;
  /** What is wrong with the submission itself, beside what the checks will find. */
  readonly refusals: readonly Refusal[];
}

/** What submissions are read with. */
export interface SubmissionReaderParts {
  readonly pins: PublisherPins;
  readonly verifier: SignatureVerifier;
}

/** Reads a submission that was handed in as one of `kind`. Never throws on foreign input. */
export async function readSubmission(
  submission: PublicationSubmission,
  kind: OperationKind | null,
  { pins, verifier }: SubmissionReaderParts,
): Promise<ReadSubmission> {
  const trust = { root: pins.trustRoot, verifier };
  const parsed = parseOperation(submission.operation);
  const operation = parsed.ok ? parsed.value : null;
  const plan = submission.plan === null ? null : parsePlan(submission.plan);
  const receipt = await examineReceipt(submission.receipt, trust);
  const facts = {
    mode: submission.mode,
    runId: submission.runId,
    operation,
    receipt,
    plan: plan?.ok === true ? plan.value : null,
    approvals: await examineApprovals(listOf(submission.approvals), trust),
    pins,
  };
  return {
    facts,
    operationDigest: operation === null ? null : operationDigest(operation),
    planDigest: plan?.ok === true ? planDigest(plan.value) : null,
    refusals: [
      ...(parsed.ok ? [] : [malformed(parsed.problem)]),
      ...misshapen(submission),
      ...(operation === null || kind === null ? [] : kindMismatch(operation, kind)),
      ...(receipt.kind === 'enforceable' ? planProblem(plan) : []),
    ],
  };
}

/** What the types promise and foreign input need not keep. */
function misshapen({ runId, approvals }: PublicationSubmission): Refusal[] {
  const parsed = runIds.parse(String(runId));
  const notAList = Array.isArray(approvals)
    ? []
    : [{ path: '/approvals', expected: 'a list of approvals', found: typeof approvals }];
  const problems = [...(parsed.ok ? [] : [{ ...parsed.problem, path: '/runId' }]), ...notAList];
  return problems.map(({ path, expected, found }) =>
    refusal('operation.malformed', { subject: `submission${path}`, expected, found }),
  );
}

/** The list that foreign input should be; anything else counts as none. */
function listOf(approvals: readonly Uint8Array[]): readonly Uint8Array[] {
  const isList: boolean = Array.isArray(approvals);
  return isList ? approvals : [];
}

function malformed(problem: {
  readonly path: string;
  readonly expected: string;
  readonly found: string;
}): Refusal {
  const { path, expected, found } = problem;
  return refusal('operation.malformed', { subject: `operation${path}`, expected, found });
}

/** Without the plan nobody can tell whose approval counts. */
function planProblem(plan: Parsed<PublicationPlan> | null): Refusal[] {
  if (plan?.ok === true) return [];
  const { path, expected, found } = plan?.problem ?? {
    path: '',
    expected: 'the plan that was approved',
    found: 'nothing',
  };
  return [refusal('operation.plan_unreadable', { subject: `plan${path}`, expected, found })];
}

function kindMismatch({ kind, operationId }: Operation, expected: OperationKind): Refusal[] {
  if (kind === expected) return [];
  return [refusal('operation.kind_mismatch', { subject: operationId, expected, found: kind })];
}
