// SPDX-License-Identifier: Apache-2.0
// Why evidence proves nothing: a pack, a checkpoint, a proof or a log that does not hold together.
import { EXIT_CODES, type ReasonFamily } from '../reason-entry.ts';

/** A pack is made anew from the log where it was made; a changed one is not repaired. */
const packAnew = {
  next: 'marketops evidence OPERATION',
  exit: EXIT_CODES.verificationFailed,
} as const;

const auditAgain = {
  next: 'marketops audit export FOLDER',
  exit: EXIT_CODES.verificationFailed,
} as const;

/** Codes of evidence packs, checkpoints and the log. */
export const evidenceReasons = {
  'evidence.unwritten': {
    headline: 'The evidence packs of a run could not be written.',
    why: 'How its operations ended is in the log, from which packs can be made at any time.',
    fixedBy: 'operator',
    next: 'marketops evidence OPERATION',
    exit: EXIT_CODES.failure,
  },
  'evidence.malformed': {
    headline: 'The evidence pack is not exactly in its own format.',
    why: 'A pack has one spelling only, so that no changed byte can go unseen.',
    fixedBy: 'operator',
    ...packAnew,
  },
  'evidence.document_mismatch': {
    headline: 'A document in the pack is not the one that the log or the receipt names.',
    why: 'Documents are tied to each other by their digests alone.',
    fixedBy: 'security',
    ...packAnew,
  },
  'evidence.checkpoint_invalid': {
    headline: 'The checkpoint is not signed by the pinned log.',
    why: 'Anybody can draw up a tree; only the log signs its head.',
    fixedBy: 'security',
    ...packAnew,
  },
  'evidence.record_not_included': {
    headline: 'An audit record is not in the tree that the checkpoint signs.',
    why: 'A record that cannot be found in the log may have been made up.',
    fixedBy: 'security',
    ...packAnew,
  },
  'evidence.record_foreign': {
    headline: 'An audit record in the pack is about something else.',
    why: 'Foreign records could make an attempt look like another.',
    fixedBy: 'operator',
    ...packAnew,
  },
  'evidence.history_incomplete': {
    headline: 'The audit records do not tell the attempt from its beginning to its end.',
    why: 'An admission comes before every effect, and an attempt is over when it is settled.',
    fixedBy: 'operator',
    ...packAnew,
  },
  'evidence.records_withheld': {
    headline: 'The log holds records of this attempt that the pack leaves out.',
    why: 'What was left out may be the very attempt that matters.',
    fixedBy: 'security',
    ...packAnew,
  },
  'evidence.leaf_invalid': {
    headline: 'A leaf of the log is not an audit record.',
    why: 'Only audit records are ever appended, each in its one encoding.',
    fixedBy: 'security',
    ...auditAgain,
  },
  'evidence.leaf_altered': {
    headline: 'A leaf of the log is not the one whose hash the log holds.',
    why: 'Nothing in the log changes unseen.',
    fixedBy: 'security',
    ...auditAgain,
  },
  'evidence.leaf_missing': {
    headline: 'A leaf of the log is missing.',
    why: 'Nothing in the log disappears unseen.',
    fixedBy: 'security',
    ...auditAgain,
  },
  'evidence.log_altered': {
    headline: 'The log does not have the root that its checkpoint signs.',
    why: 'The leaves, or their order, are not those that were signed.',
    fixedBy: 'security',
    ...auditAgain,
  },
  'evidence.trust_invalid': {
    headline: 'The trust file is not one that evidence can be verified by.',
    why: 'Evidence proves something only to whoever brings trust of their own.',
    fixedBy: 'operator',
    next: 'marketops trust export FILE',
    exit: EXIT_CODES.usage,
  },
} as const satisfies ReasonFamily;
