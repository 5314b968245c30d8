// SPDX-License-Identifier: Apache-2.0
// The Federation Core and the publisher each keep a trust root of their own and each judge a new one
// for themselves. A crash between the two leaves one of them a version behind; the newer one counts
// where the older one vouches for it, and `marketops trust sync` brings the two together.
import { readFile } from 'node:fs/promises';
import { acceptTrustRoot, type AcceptedTrustRoot, type Answer } from '@marketops/authority';
import {
  readSignedPredicate,
  refusal,
  trustRootKind,
  type SignedPredicate,
  type TrustRoot,
} from '@marketops/core';
import type { SqliteStore } from '@marketops/store-sqlite';
import type { AnswerLine } from '../face/answer-line.ts';
import { refuse } from '../face/command-result.ts';
import { refuseMissingHomeFile } from '../home/missing-home-file.ts';
import { replaceFile } from './durable-file.ts';
import type { Machine } from './machine.ts';
import type { OpenedHome } from './opened-home.ts';

/** How the publisher's copy stands to the Federation Core's; `apart` where neither can follow. */
export type TrustStanding = 'same' | 'behind' | 'ahead' | 'apart';

/** The trust root that counts, and where it was found. */
export interface JudgedTrustRoot {
  readonly root: TrustRoot;
  readonly standing: TrustStanding;
}

/** The trust root in the publisher's own file, as it was found there. */
export interface OwnTrustRoot {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly signed: SignedPredicate<TrustRoot>;
}

/** Reads the publisher's own file; its signatures are not verified by that. */
export async function readOwnTrustRoot(path: string): Promise<OwnTrustRoot> {
  const bytes = await readFile(path).then(
    (read) => new Uint8Array(read),
    (error: unknown) => refuseMissingHomeFile(path, 'a trust root', error),
  );
  const signed = readSignedPredicate(trustRootKind, bytes);
  if (signed.ok) return { path, bytes, signed: signed.value };
  const { path: pointer, expected, found } = signed.problem;
  return refuse(refusal('home.invalid', { subject: `${path}${pointer}`, expected, found }));
}

/**
 * Which trust root counts: the one that both hold, or the newer of two that follow one another, by the
 * signatures that the older one asks for. Otherwise everything that speaks against it (`trust.*`).
 */
export async function judgeTrustCopies(
  store: SqliteStore,
  own: OwnTrustRoot,
  { clock, verifier }: Machine,
): Promise<Answer<JudgedTrustRoot>> {
  const accepted = await acceptedTrustRoot(store);
  const { predicate: root, digest } = own.signed;
  const now = clock.now();
  if (accepted !== null && root.version === accepted.version - 1) {
    const sound = await acceptTrustRoot(accepted.envelope, { current: root, now, verifier });
    return judged(sound, 'behind');
  }
  if (root.version > (accepted?.version ?? 0)) {
    const current = accepted === null ? null : rootOf(accepted);
    return judged(await acceptTrustRoot(own.bytes, { current, now, verifier }), 'ahead');
  }
  if (root.version === accepted?.version && digest === accepted.digest) {
    return { ok: true, value: { root, standing: 'same' } };
  }
  const rolledBack = refusal('trust.root_rolled_back', {
    subject: own.path,
    expected: `version ${accepted?.version ?? 0}, ${accepted?.digest ?? 'none'}`,
    found: `version ${root.version}, ${digest}`,
  });
  return { ok: false, refusals: [rolledBack] };
}

/** Brings both copies to the same version and gives it; throws CommandRefused where neither can. */
export async function syncTrustCopies(home: OpenedHome, actor: string): Promise<TrustRoot> {
  const own = await readOwnTrustRoot(home.files.trustRoot);
  const copies = await judgeTrustCopies(home.store, own, home.machine);
  if (!copies.ok) return refuse(...copies.refusals);
  const { root, standing } = copies.value;
  if (standing === 'behind') {
    const accepted = await acceptedTrustRoot(home.store);
    if (accepted?.version !== root.version) throw new Error('the trust root has changed meanwhile');
    await replaceFile(own.path, accepted.envelope);
  }
  if (standing === 'ahead') {
    const taken = await home.trust.accept(own.bytes, actor);
    if (!taken.ok) return refuse(...taken.refusals);
  }
  return root;
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

/** What people are told of copies that differ; nothing where they do not. */
export function standingLines({ trustStanding, pins }: OpenedHome): readonly AnswerLine[] {
  if (trustStanding !== 'behind' && trustStanding !== 'ahead') return [];
  const late = trustStanding === 'behind' ? "the publisher's file" : "the Federation Core's copy";
  return [
    {
      before: `trust root version ${pins.trustRoot.version} counts, though ${late} is one version behind: `,
      command: 'marketops trust sync',
    },
  ];
}

function acceptedTrustRoot({ authority }: SqliteStore): Promise<AcceptedTrustRoot | null> {
  return authority.transaction((transaction) => transaction.acceptedTrustRoot());
}

/** Throws where the store's own bytes are damaged. */
function rootOf({ envelope, version }: AcceptedTrustRoot): TrustRoot {
  const signed = readSignedPredicate(trustRootKind, envelope);
  if (signed.ok) return signed.value.predicate;
  throw new Error(`the stored trust root, version ${version}, cannot be read`);
}

function judged(
  sound: Awaited<ReturnType<typeof acceptTrustRoot>>,
  standing: TrustStanding,
): Answer<JudgedTrustRoot> {
  return sound.ok ? { ok: true, value: { root: sound.value.root, standing } } : sound;
}
