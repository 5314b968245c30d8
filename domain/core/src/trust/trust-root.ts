// SPDX-License-Identifier: Apache-2.0
// The trust root: who may mint, approve, sign the log and witness. Versioned, threshold-signed,
// never rolled back; each key has an algorithm of its own, roles and a validity window.
import { personIdSchema } from '../identity/actors.ts';
import { digestOf } from '../json/digest.ts';
import { instantSchema } from '../operation/field-schemas.ts';
import { array, nullable, object } from '../schema/composites.ts';
import { integer, oneOf, parsedText, text } from '../schema/scalars.ts';
import { accepted, refused } from '../schema/parsed.ts';
import { describeText } from '../schema/describe-value.ts';
import type { TypeOf } from '../schema/schema.ts';
import { PREDICATE_TYPES } from '../signed/predicate-types.ts';
import type { PredicateKind } from '../signed/signed-predicate.ts';

/** How a key signs. `ed25519`: over the PAE; `sshsig-ed25519`: an SSHSIG of the PAE; `webauthn`: a
 * passkey whose challenge is the SHA-256 of the PAE. */
const KEY_ALGORITHMS = ['ed25519', 'sshsig-ed25519', 'webauthn'] as const;
/** What a key may do. */
const KEY_ROLES = ['root', 'mint', 'advise', 'approve', 'log', 'witness'] as const;

/** One way of signing. */
export type KeyAlgorithm = (typeof KEY_ALGORITHMS)[number];
/** One thing a key may do. */
export type KeyRole = (typeof KEY_ROLES)[number];

/** Names a key: `k_` and the first 32 hex digits of a SHA-256 over algorithm and public key. */
export type KeyId = string & { readonly __id: 'key' };
const keyIdPattern = /^k_[0-9a-f]{32}$/;
/** Key ids. */
export const keyIdSchema = parsedText<KeyId>(
  (keyId) =>
    keyIdPattern.test(keyId)
      ? accepted(keyId as KeyId)
      : refused('', 'k_ and 32 lower-case hex digits', describeText(keyId)),
  { pattern: keyIdPattern.source },
);

/** One key; `publicKey` is standard base64: 32 raw bytes for Ed25519 kinds, a COSE key for passkeys. */
const trustKeySchema = object({
  keyId: keyIdSchema,
  algorithm: oneOf(KEY_ALGORITHMS),
  publicKey: text({ lengthMin: 40, lengthMax: 2_000 }),
  roles: array(oneOf(KEY_ROLES), 1, KEY_ROLES.length),
  personId: nullable(personIdSchema),
  validFrom: instantSchema,
  validUntil: nullable(instantSchema),
  passkey: nullable(
    object({
      credentialId: text({ lengthMin: 1, lengthMax: 1_400 }),
      relyingPartyId: text({ lengthMin: 1, lengthMax: 253 }),
      origin: text({ lengthMin: 1, lengthMax: 300 }),
    }),
  ),
});

/** One key of the trust root. */
export type TrustKey = TypeOf<typeof trustKeySchema>;

/** One person or bot of the roster, with the roles that policy asks for. */
const personSchema = object({
  personId: personIdSchema,
  displayName: text({ lengthMin: 1, lengthMax: 128 }),
  kind: oneOf(['person', 'bot']),
  roles: array(text({ lengthMin: 1, lengthMax: 64 }), 0, 16),
  emails: array(text({ lengthMin: 3, lengthMax: 254 }), 0, 16),
});

/** One person or bot of the roster. */
export type Person = TypeOf<typeof personSchema>;

/** The trust-root predicate. `authority` names the Federation Core it belongs to. */
export const trustRootSchema = object({
  authority: text({ lengthMin: 3, lengthMax: 200 }),
  version: integer(1),
  issuedAt: instantSchema,
  expiresAt: instantSchema,
  rootThreshold: integer(1, 16),
  keys: array(trustKeySchema, 1, 200),
  people: array(personSchema, 1, 500),
});

/** Who may mint, approve, sign the log and witness. */
export type TrustRoot = TypeOf<typeof trustRootSchema>;

/** How trust roots are read and signed. */
export const trustRootKind: PredicateKind<TrustRoot> = {
  predicateType: PREDICATE_TYPES.trustRoot,
  schema: trustRootSchema,
  subject: (root) => ({ name: 'trust-root', sha256: digestOf(root) }),
};
