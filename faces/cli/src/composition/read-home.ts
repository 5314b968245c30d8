// SPDX-License-Identifier: Apache-2.0
// A home for commands that only read. Where it can be written, it is opened as for any other command, and
// a head of its log is signed at the end. Where it cannot, as on a read-only disk, the same is verified of
// it and nothing is signed, which the answer says: records beyond the last signed head stand under none.
import { constants } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { openCheckpoint } from '@marketops/log';
import type { CommandResult } from '../face/command-result.ts';
import { homeFiles } from '../home/home-files.ts';
import type { Settings } from '../home/settings.ts';
import { logPins } from './log-head.ts';
import { withHome, type OpenedHome } from './opened-home.ts';

/** Whether the folder of the last signed head can be written. */
export type HomeProbe = (settings: Settings) => Promise<boolean>;

/** Reads something of a home; throws CommandRefused where it cannot be trusted. */
export async function readHome(
  settings: Settings,
  work: (home: OpenedHome) => Promise<CommandResult>,
  canWrite: HomeProbe = canWriteHead,
): Promise<CommandResult> {
  if (await canWrite(settings)) return withHome(settings, work);
  return withHome(settings, async (home) => withUnsigned(await work(home), home), {
    store: 'read',
  });
}

const cannotWrite: ReadonlySet<unknown> = new Set(['EROFS', 'EACCES', 'EPERM']);

/** A folder that is not there can be written as far as this goes: opening the home says what is wrong. */
async function canWriteHead({ home }: Settings): Promise<boolean> {
  try {
    await access(dirname(homeFiles(home).checkpoint), constants.W_OK);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && cannotWrite.has(error.code));
  }
}

/** The answer, and how much of the log stands under the last signed head. */
async function withUnsigned(answer: CommandResult, home: OpenedHome): Promise<CommandResult> {
  const { files, pins, machine, store } = home;
  const note = await readFile(files.checkpoint, 'utf8');
  const head = await openCheckpoint(note, logPins(pins.trustRoot, machine.verifier));
  const signedRecords = head.ok ? head.value.checkpoint.size : 0;
  const records = await store.readLog((log) => log.size());
  const told = `the last signed head covers ${signedRecords} of ${records} records`;
  return {
    ...answer,
    json: { ...answer.json, headUnsigned: { home: files.home, records, signedRecords } },
    lines: [...answer.lines, `${files.home} cannot be written: no head was signed; ${told}`],
  };
}
