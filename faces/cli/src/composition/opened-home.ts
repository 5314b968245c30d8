// SPDX-License-Identifier: Apache-2.0
// Opens a home: the store at its last signed head, the publisher's own pins and trust root, and the
// Federation Core over the same store. Whatever is missing or unreadable stops the command.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import {
  ApprovalCeremony,
  PolicyRegister,
  ReceiptRegister,
  TrustRegister,
} from '@marketops/authority';
import {
  readSignedPredicate,
  refusal,
  trustRootKind,
  type PublisherPins,
  type SignedPredicate,
  type TrustRoot,
} from '@marketops/core';
import type { CedarPolicy } from '@marketops/policy-cedar';
import { openSqliteStore, type SqliteStore } from '@marketops/store-sqlite';
import { refuse } from '../face/command-result.ts';
import { homeFiles, type HomeFiles } from '../home/home-files.ts';
import { readPins } from '../home/pins-file.ts';
import type { Settings } from '../home/settings.ts';
import { openHomePolicy } from './home-policy.ts';
import { logPins, requireStoreAtHead, signHead } from './log-head.ts';
import { thisMachine, type Machine } from './machine.ts';
import { signatureExplainer } from './signature-explainer.ts';

/** A home whose store is open. */
export interface OpenedHome {
  readonly settings: Settings;
  readonly files: HomeFiles;
  readonly machine: Machine;
  readonly store: SqliteStore;
  /** What the publisher pins for itself, its own copy of the trust root included. */
  readonly pins: PublisherPins;
  readonly policy: CedarPolicy;
  readonly trust: TrustRegister;
  readonly policies: PolicyRegister;
  readonly ceremony: ApprovalCeremony;
  readonly receipts: ReceiptRegister;
  close(): Promise<void>;
}

/** How a home is opened; each word takes away a check that only its command may go without. */
export interface Opening {
  /**
   * `made`: the store is made. `restored`: it may stand behind its last signed head. `examined`: so it
   * may, and no new head is signed, which would hide that it does.
   */
  readonly store: 'kept' | 'made' | 'restored' | 'examined';
}

/** Opens the home that the settings name; throws CommandRefused where it cannot be trusted. */
async function openHome(
  settings: Settings,
  opening: Opening = { store: 'kept' },
): Promise<OpenedHome> {
  const files = homeFiles(settings.home);
  const pinned = await readPins(files.pins);
  const pinnedRoot = await readTrustRoot(files.trustRoot);
  const trustRoot = pinnedRoot.predicate;
  const machine = thisMachine();
  const { path } = settings.database;
  // An absent file is not an empty store: opening it would make one that has forgotten everything.
  if (opening.store !== 'made' && !existsSync(path)) {
    const details = { subject: path, expected: 'the database of this home', found: 'no file' };
    refuse(refusal('store.unreadable', details));
  }
  const store = await openSqliteStore(path, { clock: machine.clock });
  try {
    const pins = logPins(trustRoot, machine.verifier);
    if (opening.store === 'kept') await requireStoreAtHead(store, files.checkpoint, pins);
    await requireAcceptedRoot(store, files.trustRoot, pinnedRoot);
  } catch (error) {
    await store.close();
    throw error;
  }
  const policy = await openHomePolicy(files.policy);
  const shared = { ...machine, store: store.authority, policy };
  return {
    settings,
    files,
    machine,
    store,
    policy,
    pins: { ...pinned, trustRoot },
    trust: new TrustRegister(shared),
    policies: new PolicyRegister(shared),
    ceremony: new ApprovalCeremony({ ...shared, explainer: signatureExplainer }),
    receipts: new ReceiptRegister(shared),
    close: () => store.close(),
  };
}

/** Does something with a home, signs the head of its log, and closes it whatever happens. */
export async function withHome<T>(
  settings: Settings,
  work: (home: OpenedHome) => Promise<T>,
  opening: Opening = { store: 'kept' },
): Promise<T> {
  const home = await openHome(settings, opening);
  try {
    const answer = await work(home);
    if (opening.store !== 'examined') await signHead(home);
    return answer;
  } finally {
    await home.close();
  }
}

/** The trust root in the publisher's own file; its signatures were verified when it was put there. */
async function readTrustRoot(path: string): Promise<SignedPredicate<TrustRoot>> {
  const bytes = await readFile(path).catch(() => null);
  if (bytes === null) {
    const details = { subject: path, expected: 'a trust root', found: 'nothing' };
    return refuse(refusal('home.missing', details));
  }
  const root = readSignedPredicate(trustRootKind, new Uint8Array(bytes));
  if (root.ok) return root.value;
  const { path: pointer, expected, found } = root.problem;
  return refuse(refusal('home.invalid', { subject: `${path}${pointer}`, expected, found }));
}

/**
 * The publisher's file must be the root that was accepted, or stand one version beside it, where a
 * change was interrupted between the two; `marketops trust` then brings them together.
 */
async function requireAcceptedRoot(
  store: SqliteStore,
  path: string,
  { predicate: { version }, digest }: SignedPredicate<TrustRoot>,
): Promise<void> {
  const accepted = await store.authority.transaction((transaction) =>
    transaction.acceptedTrustRoot(),
  );
  if (accepted === null) return;
  const beside = Math.abs(version - accepted.version) === 1;
  if (beside || (version === accepted.version && digest === accepted.digest)) return;
  refuse(
    refusal('trust.root_rolled_back', {
      subject: path,
      expected: `version ${accepted.version}, ${accepted.digest}`,
      found: `version ${version}, ${digest}`,
    }),
  );
}
