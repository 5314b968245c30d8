// SPDX-License-Identifier: Apache-2.0
// Opens a home: the store at its last signed head, the publisher's own pins and trust root, and the
// Federation Core over the same store. Whatever is missing or unreadable stops the command.
import { existsSync } from 'node:fs';
import {
  ApprovalCeremony,
  PolicyRegister,
  ReceiptRegister,
  TrustRegister,
} from '@marketops/authority';
import { refusal, type OperationAuditRecord, type PublisherPins } from '@marketops/core';
import type { CedarPolicy } from '@marketops/policy-cedar';
import { openSqliteStore, type SqliteStore } from '@marketops/store-sqlite';
import { AnswerStands, type LeftUndone } from '../face/answer-stands.ts';
import { isCommandResult, refuse } from '../face/command-result.ts';
import { homeFiles, type HomeFiles } from '../home/home-files.ts';
import { readPins } from '../home/pins-file.ts';
import type { Settings } from '../home/settings.ts';
import { HeadSigningStore } from './head-signing-store.ts';
import { sweepHomeDrafts } from './home-drafts.ts';
import { openHomePolicy } from './home-policy.ts';
import { logPins, requireStoreAtHead, signHead } from './log-head.ts';
import { thisMachine, type Machine } from './machine.ts';
import { signatureExplainer } from './signature-explainer.ts';
import {
  judgeTrustCopies,
  readOwnTrustRoot,
  type JudgedTrustRoot,
  type OwnTrustRoot,
  type TrustStanding,
} from './trust-copies.ts';

type AuditEvent = OperationAuditRecord['event'];

/** A home whose store is open. */
export interface OpenedHome {
  readonly settings: Settings;
  readonly files: HomeFiles;
  readonly machine: Machine;
  /** Its publisher's part signs the head of the log as it goes. */
  readonly store: SqliteStore;
  /** What the publisher pins for itself, the trust root by its own judgement included. */
  readonly pins: PublisherPins;
  readonly trustStanding: TrustStanding;
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
   * may, and no new head is signed, which would hide that it does. `read`: every check is made, and
   * nothing is written, no new head either.
   */
  readonly store: 'kept' | 'made' | 'restored' | 'examined' | 'read';
  /** `unjudged`: also where the publisher's trust root and the accepted one do not go together. */
  readonly trust?: 'judged' | 'unjudged';
}

/** Opens the home that the settings name; throws CommandRefused where it cannot be trusted. */
async function openHome(
  settings: Settings,
  opening: Opening = { store: 'kept' },
): Promise<OpenedHome> {
  const files = homeFiles(settings.home);
  const pinned = await readPins(files.pins);
  const own = await readOwnTrustRoot(files.trustRoot);
  const machine = thisMachine();
  const { path } = settings.database;
  // An absent file is not an empty store: opening it would make one that has forgotten everything.
  if (opening.store !== 'made' && !existsSync(path)) {
    const details = { subject: path, expected: 'the database of this home', found: 'no file' };
    refuse(refusal('store.unreadable', details));
  }
  const recorded = new Set<AuditEvent>();
  const onRecord = ({ event }: { readonly event: AuditEvent }) => void recorded.add(event);
  const access = opening.store === 'read' ? 'read' : 'write';
  const sqlite = await openSqliteStore(path, { clock: machine.clock, onRecord, access });
  let judged: JudgedTrustRoot;
  try {
    judged = await requireStanding({ store: sqlite, own, files, machine }, opening);
  } catch (error) {
    await sqlite.close();
    throw error;
  }
  const pins = { ...pinned, trustRoot: judged.root };
  const sign = () => signHead({ store: sqlite, files, pins });
  const publisher = new HeadSigningStore({ store: sqlite.publisher, recorded, sign });
  const policy = await openHomePolicy(files.policy);
  const shared = { ...machine, store: sqlite.authority, policy };
  return {
    settings,
    files,
    machine,
    store: { ...sqlite, publisher },
    policy,
    pins,
    trustStanding: judged.standing,
    trust: new TrustRegister(shared),
    policies: new PolicyRegister(shared),
    ceremony: new ApprovalCeremony({ ...shared, explainer: signatureExplainer }),
    receipts: new ReceiptRegister(shared),
    close: () => sqlite.close(),
  };
}

/** The trust root that counts, over a store that holds what was signed under it. */
async function requireStanding(
  found: {
    readonly store: SqliteStore;
    readonly own: OwnTrustRoot;
    readonly files: HomeFiles;
    readonly machine: Machine;
  },
  opening: Opening,
): Promise<JudgedTrustRoot> {
  const { store, own, files, machine } = found;
  const answer = await judgeTrustCopies(store, own, machine);
  const judged = answer.ok
    ? answer.value
    : { root: own.signed.predicate, standing: 'apart' as const };
  if (opening.store === 'kept' || opening.store === 'read') {
    await requireStoreAtHead(store, files.checkpoint, logPins(judged.root, machine.verifier));
  }
  if (!answer.ok && opening.trust !== 'unjudged') refuse(...answer.refusals);
  return judged;
}

/**
 * Does something with a home, signs the head of its log, and closes it whatever happens. Where the
 * work throws, what it recorded before is signed all the same, if it can be. Where the head cannot be
 * signed, what a command answered is not lost: it is thrown with the reason, as AnswerStands. Unless
 * the home is only looked at, old drafts are swept from it first.
 */
export async function withHome<T>(
  settings: Settings,
  work: (home: OpenedHome) => Promise<T>,
  opening: Opening = { store: 'kept' },
): Promise<T> {
  const home = await openHome(settings, opening);
  const signs = opening.store !== 'examined' && opening.store !== 'read';
  if (signs) await sweepHomeDrafts(home);
  // A store that may stand behind its last head must not hide that under a new one.
  const sound = opening.store === 'kept' && opening.trust !== 'unjudged';
  try {
    const answer = await work(home).catch(async (error: unknown) => {
      const unsigned = sound ? await unsignedHead(home) : null;
      throw error instanceof AnswerStands && unsigned !== null ? error.also(unsigned) : error;
    });
    const unsigned = signs ? await unsignedHead(home) : null;
    if (unsigned === null) return answer;
    throw isCommandResult(answer) ? new AnswerStands(answer, unsigned) : unsigned.error;
  } finally {
    await home.close();
  }
}

/** Signs the head of a home's log; answers what stood against it, or null. */
async function unsignedHead(home: OpenedHome): Promise<LeftUndone | null> {
  try {
    await signHead(home);
    return null;
  } catch (error) {
    const expected = 'a signed head over every record';
    return { code: 'store.head_unsigned', subject: home.files.checkpoint, expected, error };
  }
}
