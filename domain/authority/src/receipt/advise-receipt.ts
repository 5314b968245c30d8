// SPDX-License-Identifier: Apache-2.0
// Issues one advisory receipt: what a dry run or a denial yields, with every reason, signed by a key
// that cannot mint.
import {
  ID_BYTES,
  advisoryReceiptKind,
  auditRecord,
  isProd,
  operationDigest,
  planDigest,
  readSignedPredicate,
  receiptIds,
  signPredicate,
  type AdvisoryReceipt,
  type Entropy,
  type Instant,
  type PlannedOperation,
  type PublicationPlan,
  type Refusal,
  type RunId,
} from '@marketops/core';
import { byFixer } from '../answer.ts';
import type { AuthorityTransaction } from '../port/authority-store.ts';
import type { IssuedAdvisory } from './issued-receipt.ts';
import { ofReceipt } from './receipt-record.ts';
import type { AdviseSigner } from './receipt-signers.ts';

const reasonsPerReceiptMax = 64;
const reasonsPerRecordMax = 16;
const modeCharactersMax = 40;

/** What is advised on. */
export interface Advice {
  readonly plan: PublicationPlan;
  readonly planned: PlannedOperation;
  readonly runId: RunId;
  /** As it was given, whatever its type. */
  readonly mode: unknown;
  readonly at: Instant;
  readonly reasons: readonly Refusal[];
}

/** What an advisory receipt is made with. */
export interface Adviser {
  readonly signer: AdviseSigner;
  readonly entropy: Entropy;
  /** Who the log says has denied. */
  readonly actor: string;
}

/** Issues an advisory receipt and logs the denial in the same transaction. */
export async function adviseReceipt(
  transaction: AuthorityTransaction,
  advice: Advice,
  adviser: Adviser,
): Promise<IssuedAdvisory> {
  const refusals = byFixer(advice.reasons);
  const receipt = receiptOf(advice, refusals, adviser);
  const envelope = await signPredicate(advisoryReceiptKind, receipt, [adviser.signer]);
  const signed = readSignedPredicate(advisoryReceiptKind, envelope);
  if (!signed.ok) throw new Error(`an advisory receipt is malformed at ${signed.problem.path}`);
  const issued: IssuedAdvisory = {
    enforceable: false,
    receiptId: receipt.receiptId,
    operationId: receipt.operationId,
    operationKind: receipt.operationKind,
    receiptDigest: signed.value.digest,
    envelope,
    receipt,
    refusals,
    expiresAt: null,
  };
  await transaction.appendAudit(deniedRecord(issued, advice.mode, adviser.actor));
  return issued;
}

function receiptOf(
  { plan, planned, runId, mode, at }: Advice,
  refusals: readonly Refusal[],
  { entropy }: Adviser,
): AdvisoryReceipt {
  const { operation } = planned;
  return {
    receiptId: receiptIds.from(entropy.bytes(ID_BYTES)),
    enforceable: false,
    // Whatever is not exactly prod is treated as a dry run.
    mode: isProd(mode) ? 'prod' : 'dry_run',
    runId,
    operationId: operation.operationId,
    operationKind: operation.kind,
    repository: operation.repository,
    operationDigest: operationDigest(operation),
    planDigest: planDigest(plan),
    policy: plan.policy,
    wouldAuthorize: refusals.every(({ code }) => code === 'mode.not_prod'),
    reasons: refusals.slice(0, reasonsPerReceiptMax),
    issuedAt: at,
  };
}

function deniedRecord({ receipt, receiptDigest }: IssuedAdvisory, mode: unknown, actor: string) {
  return auditRecord({
    ...ofReceipt(receipt, receiptDigest),
    recordedAt: receipt.issuedAt,
    event: 'receipt.denied',
    mode: modeAsGiven(mode),
    reasons: receipt.reasons.slice(0, reasonsPerRecordMax),
    actor,
    documentDigest: receipt.policy.digest,
  });
}

/** A mode as it was given, made fit for a record. */
function modeAsGiven(mode: unknown): string {
  const given = typeof mode === 'string' ? mode : `(${typeof mode})`;
  return given.toWellFormed().slice(0, modeCharactersMax).toWellFormed();
}
