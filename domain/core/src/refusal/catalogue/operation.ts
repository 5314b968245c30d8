// SPDX-License-Identifier: Apache-2.0
// Why an operation was not admitted, ended without effect, or is for people to look at.
import { EXIT_CODES, type ReasonFamily } from '../reason-entry.ts';

/** Codes of operations. */
export const operationReasons = {
  'operation.malformed': {
    headline: 'The operation cannot be read.',
    why: 'What cannot be read exactly cannot be compared with what was approved.',
    fixedBy: 'proposer',
    next: 'marketops plan',
    exit: EXIT_CODES.usage,
  },
  'operation.plan_unreadable': {
    headline: 'The plan that was approved is not here or cannot be read.',
    why: 'Without the plan nobody can tell who proposed it and whose approval counts.',
    fixedBy: 'operator',
    next: 'marketops explain RUN',
    exit: EXIT_CODES.receiptRefused,
  },
  'operation.kind_mismatch': {
    headline: 'The operation is of another kind than was asked for.',
    why: 'Each kind has its own entrance.',
    fixedBy: 'proposer',
    next: 'marketops explain OPERATION',
    exit: EXIT_CODES.usage,
  },
  'operation.already_admitted': {
    headline: 'This operation was admitted before, under another receipt.',
    why: 'An operation is carried out at most once, however many receipts name it.',
    fixedBy: 'proposer',
    next: 'marketops explain OPERATION',
    exit: EXIT_CODES.receiptRefused,
  },
  'operation.not_admitted': {
    headline: 'A fault kept the submission from being admitted; nothing was sent.',
    why: 'What cannot be checked and recorded durably must not happen.',
    fixedBy: 'operator',
    next: 'marketops doctor',
    exit: EXIT_CODES.failure,
  },
  'operation.deadline_passed': {
    headline: 'The time in which the effect might happen is over; nothing is public.',
    why: 'An approval is consent to today, not to next week.',
    fixedBy: 'proposer',
    next: 'marketops plan --against RUN',
    exit: EXIT_CODES.stale,
  },
  'operation.partly_public': {
    headline: 'A part of the operation stands on GitHub and stays there.',
    why: 'Nothing that was published is deleted.',
    fixedBy: 'maintainer',
    next: 'marketops explain OPERATION',
    exit: EXIT_CODES.failure,
  },
  'operation.left_behind': {
    headline: 'Something unpublished of ours could not be removed from GitHub.',
    why: 'It does no harm, but it is not what was approved.',
    fixedBy: 'operator',
    next: 'marketops explain OPERATION',
    exit: EXIT_CODES.failure,
  },
  'operation.incomplete': {
    headline: 'Only a part of the operation took place.',
    why: 'A later look found it unfinished, and it is not taken up again.',
    fixedBy: 'proposer',
    next: 'marketops plan',
    exit: EXIT_CODES.failure,
  },
  'operation.credential_lost': {
    headline: 'Access to GitHub was lost after something may have happened there.',
    why: 'Without access nobody can tell what GitHub holds.',
    fixedBy: 'operator',
    next: 'marketops reconcile OPERATION',
    exit: EXIT_CODES.outcomeUnknown,
  },
  'operation.repository_changed': {
    headline: 'The repository is another one than when the operation began.',
    why: 'It was renamed, transferred or deleted after something may have happened in it.',
    fixedBy: 'maintainer',
    next: 'marketops reconcile OPERATION',
    exit: EXIT_CODES.outcomeUnknown,
  },
  'operation.tampered': {
    headline: 'Somebody else changed what the operation made.',
    why: 'What happened and who did it is for people to find out.',
    fixedBy: 'maintainer',
    next: 'marketops reconcile OPERATION',
    exit: EXIT_CODES.outcomeUnknown,
  },
  'operation.content_differs': {
    headline: 'What is public differs from what was approved.',
    why: 'Nothing public is deleted; people must look at it.',
    fixedBy: 'security',
    next: 'marketops reconcile OPERATION',
    exit: EXIT_CODES.outcomeUnknown,
  },
  'operation.unobservable': {
    headline: 'GitHub could not be read until the deadline, after something may have happened.',
    why: 'What cannot be observed is neither success nor failure.',
    fixedBy: 'operator',
    next: 'marketops reconcile OPERATION',
    exit: EXIT_CODES.outcomeUnknown,
  },
  'operation.store_rolled_back': {
    headline: 'The store is older than the last checkpoint others have seen.',
    why: 'What it has forgotten may have happened on GitHub.',
    fixedBy: 'operator',
    next: 'marketops audit list',
    exit: EXIT_CODES.outcomeUnknown,
  },
  'operation.interrupted': {
    headline: 'The publisher was interrupted by a fault of its own; the operation is still open.',
    why: 'It is taken up again where it stopped, and nothing is sent twice unseen.',
    fixedBy: 'operator',
    next: 'marketops reconcile OPERATION',
    exit: EXIT_CODES.outcomeUnknown,
  },
} as const satisfies ReasonFamily;
