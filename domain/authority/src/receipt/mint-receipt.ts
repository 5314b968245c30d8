// SPDX-License-Identifier: Apache-2.0
// Mints one enforceable receipt inside the transaction that records it. Only the generator calls it;
// it is not part of the package's public surface.
import {
  ID_BYTES,
  auditRecord,
  enforceableReceiptKind,
  examineReceipt,
  instantFromMs,
  instantToMs,
  operationDigest,
  planDigest,
  receiptIds,
  signPredicate,
  type EnforceableReceipt,
  type Entropy,
  type Instant,
  type PlannedOperation,
  type PublicationPlan,
  type RunId,
  type SignatureVerifier,
} from '@marketops/core';
import type { MintingGrounds } from '../policy/weighing.ts';
import type { AuthorityTransaction } from '../port/authority-store.ts';
import type { IssuedEnforceable } from './issued-receipt.ts';
import type { MintRecord } from './mint-record.ts';
import { ofReceipt } from './receipt-record.ts';
import type { MintSigner } from './receipt-signers.ts';
import { revokeUnspent } from './revoke-unspent.ts';

/** What is minted, for whom, and on what grounds. */
export interface Minting {
  readonly plan: PublicationPlan;
  readonly planned: PlannedOperation;
  readonly grounds: MintingGrounds;
  readonly runId: RunId;
  readonly at: Instant;
}

/** The mint's own means. */
export interface Mint {
  readonly signer: MintSigner;
  readonly verifier: SignatureVerifier;
  readonly entropy: Entropy;
  readonly audience: string;
  readonly receiptLifetimeMs: number;
  /** Who the log says has minted. */
  readonly actor: string;
}

/**
 * Mints a receipt and records it; an earlier unspent one of the same operation is revoked, so that at
 * most one is alive. Throws where the signer does not sign as the trust root expects.
 */
export async function mintReceipt(
  transaction: AuthorityTransaction,
  minting: Minting,
  mint: Mint,
): Promise<IssuedEnforceable> {
  const { operationId } = minting.planned.operation;
  await revokeUnspent(transaction, await transaction.mintsOfOperation(operationId), {
    at: minting.at,
    revokedBy: mint.actor,
    reason: 'another receipt of the same operation was minted',
  });
  const epoch = await transaction.consumptionEpoch();
  const receipt = receiptOf(minting, mint, epoch);
  const envelope = await signPredicate(enforceableReceiptKind, receipt, [mint.signer]);
  const issued = await readBack(envelope, { receipt, minting, mint });
  await transaction.insertMint(mintRecordOf(issued, minting));
  await transaction.appendAudit(mintedRecord(issued, mint.actor));
  return issued;
}

function receiptOf(
  { plan, planned, grounds, runId, at }: Minting,
  mint: Mint,
  consumptionEpoch: number,
): EnforceableReceipt {
  const { operation, preconditions } = planned;
  const { request, approvals, policy } = grounds;
  const endsMs = [
    instantToMs(at) + mint.receiptLifetimeMs,
    instantToMs(request.expiresAt),
    ...approvals.map(({ expiresAt }) => instantToMs(expiresAt)),
  ];
  return {
    receiptId: receiptIds.from(mint.entropy.bytes(ID_BYTES)),
    enforceable: true,
    mode: 'prod',
    audience: mint.audience,
    runId,
    operationId: operation.operationId,
    operationKind: operation.kind,
    repository: operation.repository,
    operationDigest: operationDigest(operation),
    planDigest: planDigest(plan),
    preconditions,
    policy,
    approvals: approvals.map(({ digest }) => ({ digest })),
    instance: request.instance,
    consumptionEpoch,
    issuedAt: at,
    notBefore: at,
    expiresAt: instantFromMs(Math.min(...endsMs)),
  };
}

/** Reads the signed bytes as a publisher does; what it would not take is not handed out either. */
async function readBack(
  envelope: Uint8Array,
  by: { readonly receipt: EnforceableReceipt; readonly minting: Minting; readonly mint: Mint },
): Promise<IssuedEnforceable> {
  const trust = { root: by.minting.grounds.root, verifier: by.mint.verifier };
  const reading = await examineReceipt(envelope, trust);
  if (reading.kind !== 'enforceable' || !reading.mintSignatureGenuine) {
    throw new Error(
      `the mint signer ${by.mint.signer.keyId} made a receipt that nobody would take`,
    );
  }
  return {
    enforceable: true,
    receiptId: by.receipt.receiptId,
    operationId: by.receipt.operationId,
    operationKind: by.receipt.operationKind,
    receiptDigest: reading.digest,
    envelope,
    receipt: by.receipt,
    refusals: [],
    expiresAt: by.receipt.expiresAt,
  };
}

function mintRecordOf(issued: IssuedEnforceable, { grounds }: Minting): MintRecord {
  const { receipt } = issued;
  return {
    receiptId: receipt.receiptId,
    receiptDigest: issued.receiptDigest,
    requestId: grounds.request.requestId,
    runId: receipt.runId,
    operationId: receipt.operationId,
    operationKind: receipt.operationKind,
    repository: receipt.repository,
    operationDigest: receipt.operationDigest,
    planDigest: receipt.planDigest,
    approvalDigests: receipt.approvals.map(({ digest }) => digest),
    consumptionEpoch: receipt.consumptionEpoch,
    issuedAt: receipt.issuedAt,
    expiresAt: receipt.expiresAt,
    envelope: issued.envelope,
  };
}

function mintedRecord({ receipt, receiptDigest }: IssuedEnforceable, actor: string) {
  return auditRecord({
    ...ofReceipt(receipt, receiptDigest),
    recordedAt: receipt.issuedAt,
    event: 'receipt.minted',
    mode: receipt.mode,
    actor,
    documentDigest: receipt.policy.digest,
  });
}
