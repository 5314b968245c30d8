// SPDX-License-Identifier: Apache-2.0
// The next trust root: one version newer, signed by root keys, judged by the Federation Core and by the
// publisher before either relies on it.
import {
  instantFromMs,
  instantToMs,
  keyHolds,
  refusal,
  signPredicate,
  trustRootKind,
  trustRootSchema,
  type Instant,
  type Signer,
  type TrustRoot,
} from '@marketops/core';
import { refuse } from '../face/command-result.ts';
import { trustRootLifeMs } from './founding-trust-root.ts';
import type { OpenedHome } from './opened-home.ts';
import { openSigner } from './person-signer.ts';
import { judgeForPublisher, pinTrustRoot, syncTrustCopies } from './trust-copies.ts';

/** A change of the trust root. */
export interface TrustChange {
  /** Files of root keys; the home's own where none is named. */
  readonly rootKeyFiles: readonly string[];
  /** Who changes it, for the log. */
  readonly actor: string;
  /** What changes; version, dates and signatures follow by themselves. */
  readonly change: (root: TrustRoot, now: Instant) => Pick<TrustRoot, 'keys' | 'people'>;
  /** A new root key, which signs too. */
  readonly newRootKey?: Signer;
}

/** Signs the changed trust root and puts it in force; throws CommandRefused where it is not sound. */
export async function changeTrust(home: OpenedHome, wish: TrustChange): Promise<TrustRoot> {
  const current = await syncTrustCopies(home, wish.actor);
  const synced = { ...home, pins: { ...home.pins, trustRoot: current } };
  const now = home.machine.clock.now();
  const next = nextTrustRoot(current, wish.change(current, now), now);
  requireHolders(next, now);
  const files = wish.rootKeyFiles.length === 0 ? [home.files.rootKey] : wish.rootKeyFiles;
  const signers = await Promise.all(files.map((file) => rootSigner(file, current, now)));
  const { newRootKey } = wish;
  const all = newRootKey === undefined ? signers : [...signers, newRootKey];
  const envelope = await signPredicate(trustRootKind, next, all);
  await judgeForPublisher(synced, envelope);
  const accepted = await home.trust.accept(envelope, wish.actor);
  if (!accepted.ok) return refuse(...accepted.refusals);
  return pinTrustRoot(synced, envelope);
}

function nextTrustRoot(
  current: TrustRoot,
  changed: Pick<TrustRoot, 'keys' | 'people'>,
  now: Instant,
): TrustRoot {
  const root = trustRootSchema.parse(
    {
      ...current,
      ...changed,
      version: current.version + 1,
      issuedAt: now,
      expiresAt: instantFromMs(instantToMs(now) + trustRootLifeMs),
    },
    '',
  );
  if (root.ok) return root.value;
  const { path, expected, found } = root.problem;
  return refuse(refusal('usage.invalid', { subject: `trust root${path}`, expected, found }));
}

/** Keys whose time is over cannot sign the root after this one. */
function requireHolders({ keys, rootThreshold }: TrustRoot, at: Instant): void {
  const holding = keys.filter((key) => keyHolds(key, { role: 'root', at }));
  const holders = new Set(holding.map(({ personId, keyId }) => personId ?? keyId)).size;
  if (holders >= rootThreshold) return;
  refuse(
    refusal('trust.threshold_unreachable', {
      subject: 'root keys',
      expected: `${rootThreshold} holders of root keys that are valid`,
      found: `${holders}`,
    }),
  );
}

async function rootSigner(file: string, root: TrustRoot, at: Instant): Promise<Signer> {
  const signer = await openSigner(file);
  const key = root.keys.find(({ keyId }) => keyId === signer.keyId);
  if (key !== undefined && keyHolds(key, { role: 'root', at })) return signer;
  const details = { subject: file, expected: 'a root key', found: signer.keyId };
  return refuse(refusal('key.not_in_trust_root', details));
}
