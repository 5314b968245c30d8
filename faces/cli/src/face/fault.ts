// SPDX-License-Identifier: Apache-2.0
// Errors as the outermost handler reads them. Errors of adapters that carry a refusal are refusals, and
// so are the system's own about disks, files and ports; everything else is a fault, of which one line
// is printed, without a stack and without secrets.
import { isReasonCode, refusal, type ReasonCode, type Refusal } from '@marketops/core';
import { CommitInDoubtError } from '@marketops/publisher';
import { systemCodeOf, systemErrorInWords } from './system-error.ts';
import { printable } from './terminal.ts';

/** The refusals that an error is or carries; empty for a fault. */
export function refusalsOf(error: unknown): readonly Refusal[] {
  if (!(error instanceof Error)) return [];
  if ('refusal' in error && isRefusal(error.refusal)) return [error.refusal];
  if (error instanceof CommitInDoubtError) return [commitRefusal(error)];
  const own = ofSystem(error);
  return own.length > 0 ? own : refusalsOf(error.cause);
}

/** What was thrown, as an error. */
export function asError(fault: unknown): Error {
  return fault instanceof Error ? fault : new Error('a fault that is no error', { cause: fault });
}

/** One line about a fault. */
export function faultLine(error: unknown): string {
  return error instanceof Error
    ? `${error.name}: ${printable(error.message)}`
    : 'an unknown failure';
}

interface SystemMeaning {
  readonly code: ReasonCode;
  readonly expected: string;
}

const noRoom: SystemMeaning = { code: 'store.full', expected: 'room on the disk' };
const notWritable: SystemMeaning = {
  code: 'usage.file_unwritable',
  expected: 'a path that can be written',
};
const portTaken: SystemMeaning = { code: 'usage.port_in_use', expected: 'a free port' };

const meanings: ReadonlyMap<string, SystemMeaning> = new Map([
  ['ENOSPC', noRoom],
  ['EDQUOT', noRoom],
  ['EFBIG', noRoom],
  ['EACCES', notWritable],
  ['EPERM', notWritable],
  ['EROFS', notWritable],
  ['EISDIR', notWritable],
  ['ENOTDIR', notWritable],
  ['ENOENT', notWritable],
  ['EEXIST', notWritable],
  ['EADDRINUSE', portTaken],
]);

function ofSystem(error: Error): readonly Refusal[] {
  const meaning = meanings.get(systemCodeOf(error) ?? '');
  if (meaning === undefined) return [];
  const { code, expected } = meaning;
  const found = systemErrorInWords(error) ?? error.message;
  return [refusal(code, { subject: subjectOf(error), expected, found })];
}

const sqliteFull = 13;
const sqlitePrimaryCode = 0xff;

/** A commit that failed on a full disk, or for another reason; only a fresh start shows what is durable. */
function commitRefusal({ message, cause }: CommitInDoubtError): Refusal {
  const errcode = cause instanceof Error && 'errcode' in cause ? Number(cause.errcode) : 0;
  const full = (errcode & sqlitePrimaryCode) === sqliteFull;
  const found = cause instanceof Error ? `${message}: ${cause.message}` : message;
  const details = { subject: 'the database', expected: 'a commit that is durable', found };
  return refusal(full ? 'store.full' : 'store.failed', details);
}

/** The path or the port that a system error is about. */
function subjectOf(error: Error): string {
  if ('path' in error && typeof error.path === 'string') return error.path;
  if ('port' in error && typeof error.port === 'number') return `port ${error.port}`;
  return 'the machine';
}

function isRefusal(value: unknown): value is Refusal {
  return (
    typeof value === 'object' &&
    value !== null &&
    'code' in value &&
    typeof value.code === 'string' &&
    isReasonCode(value.code)
  );
}
