// SPDX-License-Identifier: Apache-2.0
// Checks 3 to 12 and 14 to 16: each compares one thing that the receipt says with one thing that the
// publisher knows for itself.
import { sameRepository } from '../identity/repository.ts';
import { LIMITS } from '../limits.ts';
import { operationDigest } from '../operation/operation.ts';
import { canonicalJson } from '../json/canonical-json.ts';
import { planDigest, type PlannedOperation } from '../plan/publication-plan.ts';
import type { EnforceableReceipt } from '../receipt/enforceable-receipt.ts';
import type { ReasonCode } from '../refusal/catalogue.ts';
import { refusal } from '../refusal/refusal.ts';
import { instantToMs } from '../time/instant.ts';
import type { AdmissionFacts } from './admission-facts.ts';
import { notEvaluated, type Finding } from './check-result.ts';

/** One check of an enforceable receipt against the facts. */
export type ReceiptCheck = (receipt: EnforceableReceipt, facts: AdmissionFacts) => Finding;

interface Comparison {
  readonly holds: boolean;
  readonly code: ReasonCode;
  readonly expected: string;
  readonly found: string;
}

function compare(receipt: EnforceableReceipt, comparison: Comparison): Finding {
  const { holds, code, expected, found } = comparison;
  return holds
    ? { verdict: 'passed', expected, found }
    : {
        verdict: 'refused',
        refusals: [refusal(code, { subject: receipt.receiptId, expected, found })],
      };
}

function unreadableOperation(): Finding {
  return notEvaluated('an operation to compare with', 'one that cannot be read');
}

/** Check 4: its run is this run. */
export const runBound: ReceiptCheck = (receipt, { runId }) =>
  compare(receipt, {
    holds: receipt.runId === runId,
    code: 'receipt.run_mismatch',
    expected: runId,
    found: receipt.runId,
  });

/** Check 5: its operation kind, and its operation, are these. */
export const operationKindBound: ReceiptCheck = (receipt, { operation }) => {
  if (operation === null) return unreadableOperation();
  return compare(receipt, {
    holds:
      receipt.operationKind === operation.kind && receipt.operationId === operation.operationId,
    code: 'receipt.operation_mismatch',
    expected: `${operation.kind} ${operation.operationId}`,
    found: `${receipt.operationKind} ${receipt.operationId}`,
  });
};

/** Check 6: it has not been consumed. */
export const notConsumed: ReceiptCheck = (receipt, { state }) =>
  compare(receipt, {
    holds: state.consumedBy === null,
    code: 'receipt.consumed',
    expected: 'a receipt that was never used',
    found:
      state.consumedBy === null
        ? 'unused'
        : `used by ${state.consumedBy}, ${state.consumedStatus ?? 'not settled yet'}`,
  });

/** Check 7: it has not expired. */
export const notExpired: ReceiptCheck = (receipt, { state }) =>
  compare(receipt, {
    holds: instantToMs(state.now) < instantToMs(receipt.expiresAt),
    code: 'receipt.expired',
    expected: `use before ${receipt.expiresAt}`,
    found: state.now,
  });

/** Check 8: it was issued no more than 24 hours ago, whatever it says of expiry. */
export const notStale: ReceiptCheck = (receipt, { state }) =>
  compare(receipt, {
    holds: instantToMs(state.now) - instantToMs(receipt.issuedAt) <= LIMITS.receiptAgeMsMax,
    code: 'receipt.stale',
    expected: 'issued at most 24 hours ago',
    found: `issued ${receipt.issuedAt}, now ${state.now}`,
  });

/** Check 9: signed by a mint key trusted at its issue time, under a trust root that has not expired. */
export const mintSignature: ReceiptCheck = (receipt, { receipt: reading, pins, state }) => {
  const { expiresAt } = pins.trustRoot;
  if (instantToMs(state.now) >= instantToMs(expiresAt)) {
    return compare(receipt, {
      holds: false,
      code: 'trust.root_expired',
      expected: `a pinned trust root valid at ${state.now}`,
      found: `one valid until ${expiresAt}`,
    });
  }
  return compare(receipt, {
    holds: reading.kind === 'enforceable' && reading.mintSignatureGenuine,
    code: 'receipt.signature_invalid',
    expected: 'one signature by a mint key trusted at issue',
    found:
      reading.kind === 'enforceable' && reading.mintSignatureGenuine
        ? 'a genuine signature'
        : 'no genuine signature',
  });
};

/** Check 10: it is addressed to this publisher. */
export const audience: ReceiptCheck = (receipt, { pins }) =>
  compare(receipt, {
    holds: receipt.audience === pins.audience,
    code: 'receipt.audience_mismatch',
    expected: pins.audience,
    found: receipt.audience,
  });

/** Check 11: repository and owner ids are the operation's, and the publisher may touch it. */
export const repository: ReceiptCheck = (receipt, { operation, pins }) => {
  if (operation === null) return unreadableOperation();
  const allowed = pins.repositories.some((pinned) => sameRepository(pinned, receipt.repository));
  const { fullName, repositoryId, ownerId } = receipt.repository;
  const found = `${fullName} (repository ${repositoryId}, owner ${ownerId})`;
  return compare(receipt, {
    holds: allowed && sameRepository(receipt.repository, operation.repository),
    code: 'receipt.repository_mismatch',
    expected: `${operation.repository.fullName} (repository ${operation.repository.repositoryId}, owner ${operation.repository.ownerId})`,
    found: allowed ? found : `${found}, which this publisher may not touch`,
  });
};

/** Check 12: the digest of what is about to be sent is the receipt's, and the plan is its plan. */
export const content: ReceiptCheck = (receipt, { operation, plan }) => {
  if (operation === null) return unreadableOperation();
  const digest = operationDigest(operation);
  const planFound = plan === null ? receipt.planDigest : planDigest(plan);
  const inPlan = plan?.operations.find(
    (candidate) =>
      candidate.digest === digest && candidate.operation.operationId === operation.operationId,
  );
  const planned = plan === null || inPlan !== undefined;
  if (inPlan !== undefined && !samePreconditions(receipt, inPlan))
    return preconditionsDiffer(receipt);
  return compare(receipt, {
    holds: receipt.operationDigest === digest && receipt.planDigest === planFound && planned,
    code: 'receipt.content_mismatch',
    expected: `${receipt.operationDigest} of plan ${receipt.planDigest}`,
    found: `${digest} ${planned ? 'of' : 'not of'} plan ${planFound}`,
  });
};

function samePreconditions(receipt: EnforceableReceipt, planned: PlannedOperation): boolean {
  return canonicalJson(receipt.preconditions) === canonicalJson(planned.preconditions);
}

/** People approved the operation together with what must hold when it begins. */
function preconditionsDiffer(receipt: EnforceableReceipt): Finding {
  return compare(receipt, {
    holds: false,
    code: 'receipt.content_mismatch',
    expected: 'the preconditions of the approved plan',
    found: 'others',
  });
}

/** Check 14: not revoked, and its consumption epoch is the current one. */
export const notRevoked: ReceiptCheck = (receipt, { state }) => {
  if (state.revoked) {
    return compare(receipt, {
      holds: false,
      code: 'receipt.revoked',
      expected: 'a receipt nobody took back',
      found: 'revoked',
    });
  }
  return compare(receipt, {
    holds: receipt.consumptionEpoch === state.consumptionEpoch,
    code: 'receipt.epoch_mismatch',
    expected: `epoch ${state.consumptionEpoch}`,
    found: `epoch ${receipt.consumptionEpoch}`,
  });
};

/** Check 15: not issued and not beginning in the future, with 30 seconds of leeway. */
export const notFromTheFuture: ReceiptCheck = (receipt, { state }) => {
  const latestMs = instantToMs(state.now) + LIMITS.clockLeewayMs;
  return compare(receipt, {
    holds: instantToMs(receipt.issuedAt) <= latestMs && instantToMs(receipt.notBefore) <= latestMs,
    code: 'receipt.not_yet_valid',
    expected: `issued and valid by ${state.now} (30 s leeway)`,
    found: `issued ${receipt.issuedAt}, valid from ${receipt.notBefore}`,
  });
};

/** Check 16: its policy version is not older than the highest seen. */
export const policyNotRolledBack: ReceiptCheck = (receipt, { state }) =>
  compare(receipt, {
    holds: receipt.policy.version >= state.policyVersionSeen,
    code: 'policy.rolled_back',
    expected: `policy version ${state.policyVersionSeen} or newer`,
    found: `policy version ${receipt.policy.version}`,
  });
