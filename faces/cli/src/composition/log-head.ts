// SPDX-License-Identifier: Apache-2.0
// The signed head of the log, kept in a file beside the database. A store that has forgotten leaves
// (a restored backup) stands behind its own last head, and is not opened.
import { readFile } from 'node:fs/promises';
import { refusal, type SignatureVerifier, type TrustRoot } from '@marketops/core';
import { openEd25519KeyFile, type Ed25519KeyFile } from '@marketops/keyring';
import {
  AuditLogReader,
  noteKeyOf,
  openCheckpoint,
  signCheckpoint,
  type Checkpoint,
  type CheckpointPins,
} from '@marketops/log';
import type { SqliteStore } from '@marketops/store-sqlite';
import { refuse } from '../face/command-result.ts';
import { replaceFile } from './durable-file.ts';
import type { HomeFiles } from '../home/home-files.ts';

/** The name under which an authority's log signs. */
export function logOrigin({ authority }: Pick<TrustRoot, 'authority'>): string {
  return `${authority}/log`;
}

/** What the heads of an authority's log are opened by. */
export function logPins(root: TrustRoot, verifier: SignatureVerifier): CheckpointPins {
  const origin = logOrigin(root);
  const keys = root.keys.flatMap((key) => {
    if (!key.roles.includes('log')) return [];
    const noteKey = noteKeyOf(key, { name: origin, type: 'log' });
    return noteKey === null ? [] : [noteKey];
  });
  return { origin, keys, verifier };
}

/** A head and the note that signs it. */
export interface SignedHead {
  readonly checkpoint: Checkpoint;
  readonly note: string;
}

/**
 * Signs the present head and keeps it in a file, durable before it is handed out. All of it in one
 * turn of the store, which processes take one after the other: a head never replaces a later one.
 */
function signLogHead(
  store: Pick<SqliteStore, 'readLog'>,
  by: { readonly origin: string; readonly key: Ed25519KeyFile; readonly file: string },
): Promise<SignedHead> {
  return store.readLog(async (log) => {
    const checkpoint = await new AuditLogReader(by.origin, log).currentCheckpoint();
    const note = await signCheckpoint(checkpoint, {
      name: by.origin,
      publicKey: by.key.publicKey,
      signer: by.key,
    });
    await replaceFile(by.file, note);
    return { checkpoint, note };
  });
}

/** What a home signs its head with and where it keeps it. */
export interface HeadKeeper {
  readonly store: Pick<SqliteStore, 'readLog'>;
  readonly files: Pick<HomeFiles, 'logKey' | 'checkpoint'>;
  readonly pins: { readonly trustRoot: TrustRoot };
}

/** Signs the present head of a home's log. */
export async function signHead({ store, files, pins }: HeadKeeper): Promise<SignedHead> {
  const key = await openEd25519KeyFile(files.logKey);
  return signLogHead(store, { origin: logOrigin(pins.trustRoot), key, file: files.checkpoint });
}

/** Throws CommandRefused where the store does not extend the last head that was signed. */
export async function requireStoreAtHead(
  store: SqliteStore,
  file: string,
  pins: CheckpointPins,
): Promise<void> {
  const note = await readFile(file, 'utf8').catch(() => null);
  if (note === null) {
    const expected = 'the last signed head of the log, which every home has';
    const details = { subject: file, expected, found: 'no readable file' };
    return refuse(refusal('store.behind_checkpoint', details));
  }
  const opened = await openCheckpoint(note, pins);
  if (!opened.ok) {
    const { expected, found } = opened.problem;
    return refuse(refusal('store.behind_checkpoint', { subject: file, expected, found }));
  }
  const { checkpoint } = opened.value;
  const standing = await store.readLog((log) =>
    new AuditLogReader(pins.origin, log).standingTo(checkpoint),
  );
  if (standing === 'extends') return;
  const found = standing === 'behind' ? 'a log with fewer records' : 'a log with other records';
  refuse(
    refusal('store.behind_checkpoint', {
      subject: file,
      expected: `a log that holds the ${checkpoint.size} records of its last signed head`,
      found,
    }),
  );
}
