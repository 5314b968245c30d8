// SPDX-License-Identifier: Apache-2.0
// Why a key could not be used.
import { EXIT_CODES, type ReasonFamily } from '../reason-entry.ts';

/** Codes of keys and signers. */
export const keyReasons = {
  'key.unreadable': {
    headline: 'The key file cannot be read.',
    why: 'Without the key nothing can be signed in its name.',
    fixedBy: 'operator',
    next: 'ls -l FILE',
    exit: EXIT_CODES.authentication,
  },
  'key.missing': {
    headline: 'There is no key file there.',
    why: 'Without the key nothing can be signed in its name; a lost one comes back from its backup.',
    fixedBy: 'operator',
    next: 'cp BACKUP FILE',
    exit: EXIT_CODES.usage,
  },
  'key.public_invalid': {
    headline: 'The file is not a public key that can be enrolled.',
    why: 'People are known by their public keys: an Ed25519 key made here or by OpenSSH.',
    fixedBy: 'maintainer',
    next: 'marketops key create FILE',
    exit: EXIT_CODES.usage,
  },
  'key.unwritable': {
    headline: 'The key file cannot be written.',
    why: 'A key file is written once and never over another one.',
    fixedBy: 'operator',
    next: 'marketops key create FILE',
    exit: EXIT_CODES.usage,
  },
  'key.permissions': {
    headline: 'The key file can be read by others.',
    why: 'A private key that others can read is not private.',
    fixedBy: 'operator',
    next: 'chmod 600 FILE',
    exit: EXIT_CODES.authentication,
  },
  'key.wrong_kind': {
    headline: 'The key is not of the kind that is needed here.',
    why: 'Each role signs with the kind of key that the trust root names.',
    fixedBy: 'operator',
    next: 'marketops trust show',
    exit: EXIT_CODES.authentication,
  },
  'key.not_in_trust_root': {
    headline: 'The trust root does not list this key for this role.',
    why: 'A signature counts only by a key that the trust root names for the role.',
    fixedBy: 'maintainer',
    next: 'marketops trust show',
    exit: EXIT_CODES.authentication,
  },
  'key.signer_failed': {
    headline: 'The external signer did not give a signature.',
    why: 'What is not signed is not minted.',
    fixedBy: 'operator',
    next: 'marketops doctor',
    exit: EXIT_CODES.authentication,
  },
  'key.registration_invalid': {
    headline: 'This is not a genuine registration of a passkey.',
    why: 'A passkey is pinned only as its authenticator answered, to the page that asked, with its user verified.',
    fixedBy: 'maintainer',
    next: 'marketops trust add PERSON --passkey FILE',
    exit: EXIT_CODES.verificationFailed,
  },
} as const satisfies ReasonFamily;
