// SPDX-License-Identifier: Apache-2.0
// Puts policies in force. The founding one is taken as it is; every other is approved by the rules of
// the one before it, has a higher version, and lowers the version of no layer.
import {
  auditRecord,
  refusal,
  type Clock,
  type Instant,
  type Refusal,
  type RequestId,
  type SignatureVerifier,
} from '@marketops/core';
import { denied, given, type Answer } from '../answer.ts';
import { unknownProposer } from '../approval/answerable-person.ts';
import type { ApprovalRequest } from '../approval/approval-request.ts';
import { ceremonyStanding } from '../approval/ceremony-standing.ts';
import { policyChangeDigest } from '../approval/policy-change.ts';
import { requestsAbout } from '../approval/requests-about.ts';
import type { AuthorityStore, AuthorityTransaction } from '../port/authority-store.ts';
import type { PolicyPort } from '../port/policy-port.ts';
import { revokeUnspent } from '../receipt/revoke-unspent.ts';
import { standingTrustRoot } from '../trust/standing-trust.ts';
import type { AcceptedPolicy } from './accepted-policy.ts';
import { readPolicy, sameReference, type ReadablePolicy } from './policy-standing.ts';

/** What a policy register works with. */
export interface PolicyRegisterOptions {
  readonly store: AuthorityStore;
  readonly clock: Clock;
  readonly verifier: SignatureVerifier;
  /** The policy as it is read now: the one to accept. */
  readonly policy: PolicyPort;
}

/** Keeps which policy is in force. */
export class PolicyRegister {
  readonly #options: PolicyRegisterOptions;

  constructor(options: PolicyRegisterOptions) {
    this.#options = options;
  }

  /** The policy in force; null before the founding one. */
  async current(): Promise<AcceptedPolicy | null> {
    return this.#options.store.transaction((transaction) => transaction.acceptedPolicy());
  }

  /**
   * Puts the policy that is read now in force. Accepting the one in force again changes nothing. A
   * change takes back every receipt that is not spent, since it was minted under other rules.
   */
  async accept(actor: string): Promise<Answer<AcceptedPolicy>> {
    const { store, clock, policy } = this.#options;
    const read = await readPolicy(policy);
    if (!read.ok) return read;
    return store.transaction(async (transaction) => {
      const now = clock.now();
      const current = await transaction.acceptedPolicy();
      if (current !== null && sameReference(current.reference, read.value.reference)) {
        return given(current);
      }
      const permission = await this.#permission(transaction, { current, read: read.value, now });
      if (!permission.ok) return permission;
      const accepted = acceptedFrom(read.value, now, permission.value);
      await transaction.insertAcceptedPolicy(accepted);
      await transaction.appendAudit(acceptanceRecord(accepted, actor));
      const cause = { at: now, revokedBy: actor, reason: 'the policy changed' };
      await revokeUnspent(transaction, await transaction.mintsUnexpiredAt(now), cause);
      return given(accepted);
    });
  }

  /** The ceremony that permits the change; null for the founding policy. */
  async #permission(
    transaction: AuthorityTransaction,
    change: {
      readonly current: AcceptedPolicy | null;
      readonly read: ReadablePolicy;
      readonly now: Instant;
    },
  ): Promise<Answer<RequestId | null>> {
    const { current, read, now } = change;
    if (current === null) return given(null);
    const flaw = versionFlaw(current, read);
    if (flaw !== null) return denied(flaw);
    const root = await standingTrustRoot(transaction, now);
    if (!root.ok) return root;
    const digest = policyChangeDigest(current.reference, read.reference);
    const context = { root: root.value, verifier: this.#options.verifier, at: now };
    let latest: ApprovalRequest | null = null;
    for (const request of await requestsAbout(transaction, digest)) {
      const { state } = await ceremonyStanding(transaction, request, context);
      const unknown = unknownProposer(request.proposer, root.value);
      if (state === 'approved')
        return unknown === null ? given(request.requestId) : denied(unknown);
      latest = request;
    }
    return denied(unapproved(latest, read));
  }
}

function versionFlaw(current: AcceptedPolicy, read: ReadablePolicy): Refusal | null {
  const subject = 'policy version';
  const lowest = current.reference.version;
  if (read.reference.version <= lowest) {
    const expected = `a version above ${lowest}`;
    const details = { subject, expected, found: `${read.reference.version}` };
    return refusal('policy.version_not_raised', details);
  }
  for (const layer of read.layers) {
    const before = current.layers.find(({ name }) => name === layer.name);
    if (before === undefined || before.digest === layer.digest) continue;
    if (layer.version > before.version) continue;
    const expected = `a version above ${before.version}`;
    const details = { subject: `layer ${layer.name}`, expected, found: `${layer.version}` };
    return refusal('policy.version_not_raised', details);
  }
  return null;
}

function unapproved(latest: ApprovalRequest | null, read: ReadablePolicy): Refusal {
  const subject = `policy version ${read.reference.version}`;
  const expected = 'an approved request for this change';
  return latest === null
    ? refusal('approval.not_requested', { subject, expected, found: 'none' })
    : refusal('approval.insufficient', { subject, expected, found: latest.requestId });
}

function acceptedFrom(
  read: ReadablePolicy,
  now: Instant,
  requestId: RequestId | null,
): AcceptedPolicy {
  const { reference, layers, required } = read;
  return { reference, layers, required, acceptedAt: now, requestId };
}

function acceptanceRecord({ reference, acceptedAt }: AcceptedPolicy, actor: string) {
  return auditRecord({
    recordedAt: acceptedAt,
    event: 'policy.accepted',
    actor,
    documentDigest: reference.digest,
  });
}
