// SPDX-License-Identifier: Apache-2.0
// A receipt explained: what it authorizes, whether it could still be used, and why not.
import {
  instantToMs,
  refusal,
  type Instant,
  type JsonObject,
  type ReceiptId,
  type Refusal,
  type RunId,
} from '@marketops/core';
import type { MintRecord, Revocation } from '@marketops/authority';
import { readRecords } from '../act/log-reading.ts';
import { namesOfRun } from '../act/run-names.ts';
import type { OpenedHome } from '../composition/opened-home.ts';
import { refuse, type NextNames } from '../face/command-result.ts';
import { fillIn } from '../face/report-refusals.ts';
import { otherReceipt, otherReceiptLine } from './other-receipt.ts';
import { recordsJson, recordsLines, refusalsInRecords } from './records-about.ts';
import { reasonsOf, type ToldThing } from './told-thing.ts';

interface MintStanding {
  readonly mint: MintRecord;
  readonly revocation: Revocation | null;
  readonly consumed: boolean;
  readonly epoch: number;
}

/** Explains a receipt; throws CommandRefused where neither the mint nor the log knows it. */
export async function explainReceipt(home: OpenedHome, receiptId: ReceiptId): Promise<ToldThing> {
  const records = (await readRecords(home)).filter(({ record }) => record.receiptId === receiptId);
  const standing = await mintStanding(home, receiptId);
  if (standing === null && records.length === 0) {
    const details = { subject: receiptId, expected: 'a receipt of this home', found: 'none' };
    return refuse(refusal('usage.not_found', details));
  }
  const now = home.machine.clock.now();
  const unusable = standing === null ? [] : reasonsAgainst(standing, now);
  const other = standing === null ? null : await otherReceipt(home, standing.mint);
  const recorded = [
    { refusals: unusable, evidence: [`receipt ${receiptId}`] },
    ...(standing?.consumed === true ? [] : refusalsInRecords(records)),
  ];
  const [record] = records;
  const names = {
    OPERATION: standing?.mint.operationId ?? record?.record.operationId ?? 'OPERATION',
    ...(await namesOf(home, standing?.mint ?? null, record?.record.runId ?? null)),
  };
  return {
    kind: 'receipt',
    id: receiptId,
    state: other === null ? stateOf(standing, unusable) : `not usable: ${otherReceiptLine(other)}`,
    lines: [...(standing === null ? [] : mintLines(standing.mint)), ...recordsLines(records)],
    facts: {
      mint: standing === null ? null : mintJson(standing.mint),
      usedInstead: other === null ? null : { ...other },
      records: recordsJson(records),
    },
    // What speaks against a receipt is no reason why an operation did not ship that did.
    reasons: other?.status === 'success' ? [] : reasonsOf(recorded, names),
    ...(other === null ? {} : { next: fillIn('marketops explain OPERATION', names) }),
  };
}

/** Names of the dry run whose plan the receipt carries out: that is what is authorized anew. */
async function namesOf(
  home: OpenedHome,
  mint: MintRecord | null,
  recordedRunId: RunId | null,
): Promise<NextNames> {
  if (mint === null) return namesOfRun(home, recordedRunId);
  const { requestId, runId } = mint;
  const request = await home.store.authority.transaction((tx) => tx.request(requestId));
  return namesOfRun(home, request?.runId ?? runId);
}

async function mintStanding(
  { store }: OpenedHome,
  receiptId: ReceiptId,
): Promise<MintStanding | null> {
  return store.authority.transaction(async (transaction) => {
    const mint = await transaction.mint(receiptId);
    if (mint === null) return null;
    const revocation = await transaction.revocation(receiptId);
    const consumed = await transaction.isConsumed(receiptId);
    return { mint, revocation, consumed, epoch: await transaction.consumptionEpoch() };
  });
}

function stateOf(standing: MintStanding | null, unusable: readonly Refusal[]): string {
  if (standing === null) return 'never minted here: it authorizes nothing';
  if (standing.consumed) return 'used';
  return unusable.length === 0 ? `usable until ${standing.mint.expiresAt}` : 'not usable';
}

function reasonsAgainst(
  { mint, revocation, consumed, epoch }: MintStanding,
  now: Instant,
): readonly Refusal[] {
  if (consumed) return [];
  const subject = mint.receiptId;
  const reasons: Refusal[] = [];
  if (instantToMs(mint.expiresAt) <= instantToMs(now)) {
    const details = { subject, expected: `use before ${mint.expiresAt}`, found: now };
    reasons.push(refusal('receipt.expired', details));
  }
  if (revocation !== null) {
    const { revokedBy, revokedAt, reason } = revocation;
    const found = `revoked by ${revokedBy} at ${revokedAt}: ${reason}`;
    const details = { subject, expected: 'a receipt that stands', found };
    reasons.push(refusal('receipt.revoked', details));
  }
  if (mint.consumptionEpoch !== epoch) {
    const found = `epoch ${mint.consumptionEpoch}`;
    reasons.push(refusal('receipt.epoch_mismatch', { subject, expected: `epoch ${epoch}`, found }));
  }
  return reasons;
}

function mintLines(mint: MintRecord): readonly string[] {
  const { operationKind, operationId, runId, repository, issuedAt, expiresAt } = mint;
  return [
    `authorizes ${operationKind} ${operationId} on ${repository.fullName} in ${runId}`,
    `issued ${issuedAt}, expires ${expiresAt}, rests on ${mint.approvalDigests.length} approvals of ${mint.requestId}`,
  ];
}

function mintJson({ envelope: _envelope, ...mint }: MintRecord): JsonObject {
  return { ...mint };
}
