// SPDX-License-Identifier: Apache-2.0
// Why a command could not be carried out as it was given.
import { EXIT_CODES, type ReasonFamily } from '../reason-entry.ts';

/** Codes of the command line, its settings and its home. */
export const usageReasons = {
  'usage.invalid': {
    headline: 'The command is not as it should be.',
    why: 'Nothing is guessed from a command that does not say what it means.',
    fixedBy: 'proposer',
    next: 'marketops help',
    exit: EXIT_CODES.usage,
  },
  'usage.setting_invalid': {
    headline: 'A setting from the environment is not as it should be.',
    why: 'A setting that is misread could point at the wrong place.',
    fixedBy: 'operator',
    next: 'marketops help',
    exit: EXIT_CODES.usage,
  },
  'usage.not_found': {
    headline: 'There is nothing by that name here.',
    why: 'What is asked about must exist in this home.',
    fixedBy: 'proposer',
    next: 'marketops audit list',
    exit: EXIT_CODES.usage,
  },
  'usage.file_unreadable': {
    headline: 'A file cannot be read.',
    why: 'Nothing is decided on a file that could not be read whole.',
    fixedBy: 'proposer',
    next: 'marketops help',
    exit: EXIT_CODES.usage,
  },
  'usage.file_unwritable': {
    headline: 'A file cannot be written.',
    why: 'What cannot be kept whole is not kept in part.',
    fixedBy: 'operator',
    next: 'ls -ld FILE',
    exit: EXIT_CODES.usage,
  },
  'usage.interrupted': {
    headline: 'The command was interrupted.',
    why: 'Whatever was begun on GitHub is on record and is taken up again where it stopped.',
    fixedBy: 'operator',
    next: 'marketops reconcile',
    exit: EXIT_CODES.interrupted,
  },
  'usage.port_in_use': {
    headline: 'The port is in use.',
    why: 'Two servers cannot listen on one port.',
    fixedBy: 'operator',
    next: 'marketops github-emulator --port 0',
    exit: EXIT_CODES.usage,
  },
  'home.missing': {
    headline: 'There is no MarketOps home here.',
    why: 'Keys, policy and the log live in the home.',
    fixedBy: 'operator',
    next: 'marketops init --repository OWNER/NAME --person ID=FILE',
    exit: EXIT_CODES.usage,
  },
  'home.exists': {
    headline: 'There is a MarketOps home already.',
    why: 'An existing home holds keys and a log; it is never overwritten.',
    fixedBy: 'operator',
    next: 'marketops doctor',
    exit: EXIT_CODES.usage,
  },
  'home.invalid': {
    headline: 'A file of the home is not as it should be.',
    why: 'What pins trust must be readable, or nothing is trusted.',
    fixedBy: 'operator',
    next: 'cp BACKUP FILE',
    exit: EXIT_CODES.usage,
  },
  'home.damaged': {
    headline: 'The home is damaged: a file of it is missing.',
    why: 'Keys or a log are there, and the file that says whom to trust is not; only its backup says the same.',
    fixedBy: 'operator',
    next: 'cp BACKUP FILE',
    exit: EXIT_CODES.usage,
  },
  'credential.missing': {
    headline: 'There is no GitHub credential for this.',
    why: 'Publishing needs a credential, and it comes from a file or the environment, never a flag.',
    fixedBy: 'operator',
    next: 'export MARKETOPS_GITHUB_APP_ID=ID MARKETOPS_GITHUB_APP_KEY_FILE=FILE',
    exit: EXIT_CODES.authentication,
  },
} as const satisfies ReasonFamily;
