// SPDX-License-Identifier: Apache-2.0
// The Federation Core and the publisher each keep a trust root of their own and each judge a new one
// for themselves. A crash between the two leaves one of them a version behind; here it catches up.
import { readFile } from 'node:fs/promises';
import { acceptTrustRoot } from '@marketops/authority';
import { refusal, type TrustRoot } from '@marketops/core';
import { refuse } from '../face/command-result.ts';
import { replaceFile } from './durable-file.ts';
import type { OpenedHome } from './opened-home.ts';

/** Brings both copies to the same version and gives it; throws CommandRefused where neither can. */
export async function syncTrustCopies(home: OpenedHome, actor: string): Promise<TrustRoot> {
  const pinned = home.pins.trustRoot;
  const accepted = await home.store.authority.transaction((transaction) =>
    transaction.acceptedTrustRoot(),
  );
  const version = accepted?.version ?? 0;
  if (accepted !== null && version === pinned.version + 1) {
    return pinTrustRoot(home, accepted.envelope);
  }
  if (version === pinned.version - 1) {
    const envelope = new Uint8Array(await readFile(home.files.trustRoot));
    const taken = await home.trust.accept(envelope, actor);
    return taken.ok ? taken.value.root : refuse(...taken.refusals);
  }
  if (version === pinned.version) return pinned;
  return refuse(
    refusal('doctor.trust_copies_differ', {
      subject: home.files.trustRoot,
      expected: `version ${version}, as the Federation Core has it, or one beside it`,
      found: `version ${pinned.version}`,
    }),
  );
}

/** Puts an envelope in the publisher's place, after the publisher's own judgement of it. */
export async function pinTrustRoot(home: OpenedHome, envelope: Uint8Array): Promise<TrustRoot> {
  const root = await judgeForPublisher(home, envelope);
  await replaceFile(home.files.trustRoot, envelope);
  return root;
}

/** The publisher's own judgement, against the trust root that it pins. */
export async function judgeForPublisher(
  { pins, machine }: OpenedHome,
  envelope: Uint8Array,
): Promise<TrustRoot> {
  const { clock, verifier } = machine;
  const now = clock.now();
  const sound = await acceptTrustRoot(envelope, { current: pins.trustRoot, now, verifier });
  return sound.ok ? sound.value.root : refuse(...sound.refusals);
}
