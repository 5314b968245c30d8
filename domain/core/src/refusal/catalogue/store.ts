// SPDX-License-Identifier: Apache-2.0
// Why the store cannot be used.
import { EXIT_CODES, type ReasonFamily } from '../reason-entry.ts';

/** Codes of the store. */
export const storeReasons = {
  'store.unreadable': {
    headline: 'The database cannot be opened.',
    why: 'Without the store nothing can be admitted, and nothing is sent.',
    fixedBy: 'operator',
    next: 'cp BACKUP FILE',
    exit: EXIT_CODES.failure,
  },
  'store.read_only': {
    headline: 'The database cannot be written.',
    why: 'Its permissions or a read-only disk let nothing be recorded, and what cannot be recorded is not done; a backup over it mends neither.',
    fixedBy: 'operator',
    next: 'marketops doctor',
    exit: EXIT_CODES.failure,
  },
  'store.not_a_database': {
    headline: 'The database file is damaged or is no database.',
    why: 'A store that cannot be trusted must not decide whether a receipt was spent.',
    fixedBy: 'operator',
    next: 'cp BACKUP FILE',
    exit: EXIT_CODES.failure,
  },
  'store.newer_schema': {
    headline: 'The database was written by another version of MarketOps.',
    why: 'An unknown schema could be misread; the version that wrote it, or a newer one, can read it.',
    fixedBy: 'operator',
    next: 'marketops --version',
    exit: EXIT_CODES.failure,
  },
  'store.sqlite_too_old': {
    headline: 'This Node brings an SQLite that can corrupt a database in use by two processes.',
    why: 'Versions before 3.51.3 have a race when the write-ahead log is reset; a newer Node from nodejs.org brings a newer one.',
    fixedBy: 'operator',
    next: 'node -p process.versions.sqlite',
    exit: EXIT_CODES.usage,
  },
  'store.full': {
    headline: 'The disk is full.',
    why: 'What cannot be recorded is not done.',
    fixedBy: 'operator',
    next: 'df -h',
    exit: EXIT_CODES.failure,
  },
  'store.locked': {
    headline: 'Another process holds the database.',
    why: 'Writers take turns; this turn did not come in time.',
    fixedBy: 'operator',
    next: 'marketops status',
    exit: EXIT_CODES.failure,
  },
  'store.failed': {
    headline: 'The database could not be read or written.',
    why: 'After such a failure only a fresh start shows what is durable.',
    fixedBy: 'operator',
    next: 'marketops status',
    exit: EXIT_CODES.failure,
  },
  'store.head_unsigned': {
    headline: 'The head of the log could not be signed at the end of a command.',
    why: 'What the command did is on record and stands; the next command signs a head over it, once it can.',
    fixedBy: 'operator',
    next: 'marketops doctor',
    exit: EXIT_CODES.failure,
  },
  'store.behind_checkpoint': {
    headline: 'The store is older than its last signed checkpoint.',
    why: 'A restored backup has forgotten which receipts were spent.',
    fixedBy: 'security',
    next: 'marketops restore',
    exit: EXIT_CODES.verificationFailed,
  },
} as const satisfies ReasonFamily;
