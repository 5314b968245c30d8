// SPDX-License-Identifier: Apache-2.0
// Signs by a command of the operator's own (a token, a key service): the message goes to its
// standard input, 64 raw signature bytes in standard base64 come back on one line. Nothing is taken
// on trust: the signature is verified against the pinned public key before it is used.
import { base64Decode, keyIdOf, type Signer } from '@marketops/core';
import { runSigningCommand } from '../command.ts';
import { ed25519Verifies } from '../ed25519/ed25519-key.ts';
import { KeyFileError } from '../key-file-error.ts';

const signDeadlineMs = 30_000;

/** Which command signs, and for which key. No shell is involved. */
export interface ExternalSignerOptions {
  readonly command: string;
  readonly args: readonly string[];
  /** The 32 raw bytes of the Ed25519 public key it must sign for. */
  readonly publicKey: Uint8Array;
}

/** A signer whose key lives elsewhere. */
export function externalSigner(options: ExternalSignerOptions): Signer {
  return {
    algorithm: 'ed25519',
    keyId: keyIdOf('ed25519', options.publicKey),
    sign: async (message) => {
      const { command, args } = options;
      const answer = await runSigningCommand({
        command,
        args,
        input: message,
        deadlineMs: signDeadlineMs,
      });
      if (!answer.ok) throw failed(command, answer.found);
      const signature = base64Decode(answer.output.toString('latin1').trim());
      if (!signature.ok || !ed25519Verifies(options.publicKey, message, signature.value)) {
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
