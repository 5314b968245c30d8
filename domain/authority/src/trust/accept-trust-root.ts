// SPDX-License-Identifier: Apache-2.0
// Whether a trust root may follow the one in force: signed by enough holders of the previous root's
// keys and of its own, exactly one version newer, not expired. Both the Federation Core and each
// publisher decide it for themselves, by this one function.
import {
  LIMITS,
  instantToMs,
  readSignedPredicate,
  refusal,
  trustRootKind,
  verifyingKeys,
  type DsseEnvelope,
  type Instant,
  type ReasonCode,
  type Refusal,
  type Sha256Digest,
  type SignatureVerifier,
  type TrustRoot,
} from '@marketops/core';
import { denied, givenUnless, type Answer } from '../answer.ts';
import { holdersOf, rosterFlaws } from './roster-soundness.ts';

/** A trust root that may be put in force. */
export interface SoundTrustRoot {
  readonly root: TrustRoot;
  /** SHA-256 of the canonical envelope. */
  readonly digest: Sha256Digest;
}

/** What a new trust root is judged by. */
export interface TrustRootContext {
  /** The trust root in force; null for the founding one, which only vouches for itself. */
  readonly current: TrustRoot | null;
  readonly now: Instant;
  readonly verifier: SignatureVerifier;
}

/**
 * Accepts an envelope as the trust root after `current`, or says everything that speaks against it
 * (codes `trust.*`). The first root has version 1; each later one is exactly one newer and signed by
 * `rootThreshold` holders of root keys of the one before it, counted by that one's threshold.
 */
export async function acceptTrustRoot(
  envelope: Uint8Array,
  context: TrustRootContext,
): Promise<Answer<SoundTrustRoot>> {
  const signed = readSignedPredicate(trustRootKind, envelope);
  if (!signed.ok) {
    const { path, expected, found } = signed.problem;
    return denied(refusal('trust.root_malformed', { subject: `root${path}`, expected, found }));
  }
  const { predicate: root, digest } = signed.value;
  const reasons = [
    ...successionFlaws(root, context),
    ...rosterFlaws(root),
    ...(await signatureFlaws(signed.value.envelope, root, context)),
  ];
  return givenUnless(reasons, () => ({ root, digest }));
}

function successionFlaws(root: TrustRoot, context: TrustRootContext): readonly Refusal[] {
  const { current, now } = context;
  const nowMs = instantToMs(now);
  const flaws: Refusal[] = [...versionFlaws(root, current)];
  if (current !== null && root.authority !== current.authority) {
    const details = { subject: 'authority', expected: current.authority, found: root.authority };
    flaws.push(refusal('trust.authority_changed', details));
  }
  const issuedMs = instantToMs(root.issuedAt);
  const earliestMs = current === null ? 0 : instantToMs(current.issuedAt);
  if (issuedMs > nowMs + LIMITS.clockLeewayMs || issuedMs < earliestMs) {
    flaws.push(
      refusal('trust.root_not_yet_valid', {
        subject: 'issuedAt',
        expected: `between ${current?.issuedAt ?? 'the beginning'} and ${now}`,
        found: root.issuedAt,
      }),
    );
  }
  if (instantToMs(root.expiresAt) <= nowMs) {
    const details = { subject: 'expiresAt', expected: `after ${now}`, found: root.expiresAt };
    flaws.push(refusal('trust.root_expired', details));
  }
  return flaws;
}

function versionFlaws(root: TrustRoot, current: TrustRoot | null): readonly Refusal[] {
  const expected = (current?.version ?? 0) + 1;
  if (root.version === expected) return [];
  const code: ReasonCode =
    root.version < expected ? 'trust.root_rolled_back' : 'trust.root_version_skipped';
  return [refusal(code, { subject: 'version', expected: `${expected}`, found: `${root.version}` })];
}

async function signatureFlaws(
  envelope: DsseEnvelope,
  root: TrustRoot,
  { current, now, verifier }: TrustRootContext,
): Promise<readonly Refusal[]> {
  const judges = [
    { code: 'trust.own_threshold_unmet', judge: root },
    ...(current === null
      ? []
      : [{ code: 'trust.previous_threshold_unmet', judge: current } as const]),
  ] as const;
  const flaws: Refusal[] = [];
  for (const { code, judge } of judges) {
    const trust = { root: judge, verifier };
    const holders = holdersOf(await verifyingKeys(envelope, trust, { role: 'root', at: now }));
    if (holders >= judge.rootThreshold) continue;
    flaws.push(
      refusal(code, {
        subject: `root keys of version ${judge.version}`,
        expected: `signatures of ${judge.rootThreshold} different holders`,
        found: `${holders}`,
      }),
    );
  }
  return flaws;
}
