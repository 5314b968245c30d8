// SPDX-License-Identifier: Apache-2.0
// A statement that is signed elsewhere: the exact bytes to sign leave in a file, and come back with a
// signature. What comes back is taken only if it is, byte for byte, one approval in its one encoding.
import {
  approvalKind,
  encodeEnvelope,
  encodeSignedPayload,
  equalBytes,
  IN_TOTO_PAYLOAD_TYPE,
  parseStatement,
  preAuthenticationEncoding,
  refusal,
  type Approval,
} from '@marketops/core';
import { refuse } from '../face/command-result.ts';

/** The bytes to sign for an approval: the DSSE pre-authentication encoding of its statement. */
export function statementBytes(approval: Approval): Uint8Array {
  return preAuthenticationEncoding(
    IN_TOTO_PAYLOAD_TYPE,
    encodeSignedPayload(approvalKind, approval),
  );
}

/** Reads such bytes; throws CommandRefused where they are anything else. */
export function readStatement(bytes: Uint8Array, file: string): Approval {
  const payload = payloadOf(bytes);
  const statement = payload === null ? null : parseStatement(payload);
  if (statement !== null && statement.ok) {
    const approval = approvalKind.schema.parse(statement.value.predicate, '');
    if (approval.ok && equalBytes(statementBytes(approval.value), bytes)) return approval.value;
  }
  const expected = 'the statement that --statement-out wrote, unchanged';
  return refuse(refusal('approval.malformed', { subject: file, expected, found: 'other bytes' }));
}

/** The envelope of an approval with a signature made elsewhere. */
export function statementEnvelope(
  approval: Approval,
  { keyId, sig }: { readonly keyId: string; readonly sig: Uint8Array },
): Uint8Array {
  return encodeEnvelope({
    payload: encodeSignedPayload(approvalKind, approval),
    payloadType: IN_TOTO_PAYLOAD_TYPE,
    signatures: [{ keyid: keyId, sig }],
  });
}

/** What follows the head of the encoding, whatever it is; null where there is no such head. */
function payloadOf(bytes: Uint8Array): Uint8Array | null {
  const head = Buffer.from(preAuthenticationEncoding(IN_TOTO_PAYLOAD_TYPE, new Uint8Array()));
  const prefix = head.subarray(0, -2);
  if (!Buffer.from(bytes.subarray(0, prefix.length)).equals(prefix)) return null;
  const begins = bytes.indexOf(0x20, prefix.length);
  return begins < 0 ? null : bytes.subarray(begins + 1);
}
