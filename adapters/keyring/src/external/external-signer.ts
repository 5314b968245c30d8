// SPDX-License-Identifier: Apache-2.0
// Signs by a command of the operator's own (a token, a key service): the message goes to its
// standard input, 64 raw signature bytes in standard base64 come back on one line. Nothing is taken
// on trust: the signature is verified against the pinned public key before it is used.
import { base64Decode, keyIdOf, type Signer } from '@marketops/core';
import { runSigningCommand } from '../command.ts';
import { ed25519Verifies } from '../ed25519/ed25519-key.ts';
import { KeyFileError } from '../key-file-error.ts';

const deadlineMsDefault = 30_000;

/** Which command signs, and for which key. No shell is involved. */
export interface ExternalSignerOptions {
  readonly command: string;
  readonly args: readonly string[];
  /** The 32 raw bytes of the Ed25519 public key it must sign for. */
  readonly publicKey: Uint8Array;
  /** How long one signature may take, in milliseconds; 30,000 when it is not given. */
  readonly deadlineMs?: number;
}

/**
 * A signer whose key lives elsewhere.
 *
 * Its `sign` throws KeyFileError `key.signer_failed` where the command gives no signature by the
 * pinned key within the deadline.
 */
export function externalSigner(options: ExternalSignerOptions): Signer {
  const { command, args, publicKey, deadlineMs = deadlineMsDefault } = options;
  return {
    algorithm: 'ed25519',
    keyId: keyIdOf('ed25519', publicKey),
    sign: async (message) => {
      const answer = await runSigningCommand({ command, args, input: message, deadlineMs });
      if (!answer.ok) throw failed(command, answer.found);
      const signature = base64Decode(answer.output.toString('latin1').trim());
      if (!signature.ok || !ed25519Verifies(publicKey, message, signature.value)) {
        throw failed(command, 'an answer that is not a signature by the pinned key');
      }
      return signature.value;
    },
  };
}

function failed(command: string, found: string): KeyFileError {
  return new KeyFileError('key.signer_failed', {
    subject: command,
    expected: 'a signature on standard output',
    found,
  });
}
