// SPDX-License-Identifier: Apache-2.0
// What the doctor finds wrong with a machine, a home or a credential.
import { EXIT_CODES, type ReasonFamily } from '../reason-entry.ts';

/** Codes of the doctor. */
export const doctorReasons = {
  'doctor.node_too_old': {
    headline: 'This Node is older than MarketOps needs.',
    why: 'It needs Node 24 or newer, which brings the SQLite that the store rests on; nodejs.org has it.',
    fixedBy: 'operator',
    next: 'node --version',
    exit: EXIT_CODES.usage,
  },
  'doctor.program_missing': {
    headline: 'A program that MarketOps calls is not here.',
    why: 'The history of a project is read by git, and SSH keys sign through ssh-keygen.',
    fixedBy: 'operator',
    next: 'apt-get install git openssh-client',
    exit: EXIT_CODES.usage,
  },
  'doctor.home_open': {
    headline: 'Others may enter the home.',
    why: 'Keys and the log are for their owner alone.',
    fixedBy: 'operator',
    next: 'chmod 700 FOLDER',
    exit: EXIT_CODES.usage,
  },
  'doctor.key_idle': {
    headline: 'A key file of the home is not a key that the trust root lists for its role.',
    why: 'What it signs counts for nothing.',
    fixedBy: 'operator',
    next: 'marketops trust show',
    exit: EXIT_CODES.usage,
  },
  'doctor.trust_expires_soon': {
    headline: 'The trust root expires soon.',
    why: 'After that nobody can approve and nothing is minted.',
    fixedBy: 'security',
    next: 'marketops trust rotate log',
    exit: EXIT_CODES.usage,
  },
  'doctor.trust_copies_differ': {
    headline: 'The Federation Core and the publisher hold different trust roots.',
    why: 'Receipts that rest on the one are judged by the other.',
    fixedBy: 'security',
    next: 'marketops trust sync',
    exit: EXIT_CODES.usage,
  },
  'doctor.clock_differs': {
    headline: 'The clock of this machine and that of GitHub differ.',
    why: 'Receipts and approvals live for minutes; a wrong clock makes them expired or not yet valid.',
    fixedBy: 'operator',
    next: 'timedatectl set-ntp true',
    exit: EXIT_CODES.usage,
  },
  'doctor.credential_excess': {
    headline: 'The credential for publishing can do more than publishing needs.',
    why: 'Whatever it can do besides, a thief of it can do too.',
    fixedBy: 'operator',
    next: 'export MARKETOPS_GITHUB_APP_ID=ID MARKETOPS_GITHUB_APP_KEY_FILE=FILE',
    exit: EXIT_CODES.usage,
  },
  'doctor.operation_open': {
    headline: 'An operation has not come to its end.',
    why: 'It is taken up again where it stopped, once somebody says so.',
    fixedBy: 'operator',
    next: 'marketops reconcile OPERATION',
    exit: EXIT_CODES.usage,
  },
} as const satisfies ReasonFamily;
