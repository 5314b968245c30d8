// SPDX-License-Identifier: Apache-2.0
// Signs with an SSH key by asking `ssh-keygen -Y sign`, so that keys held by an agent work too:
// given the `.pub` file, ssh-keygen asks the agent. Its answer is verified before it is used.
import { keyIdOf, type KeyId, type Signer } from '@marketops/core';
import { runSigningCommand } from '../command.ts';
import { KeyFileError } from '../key-file-error.ts';
import { readKeyFile } from '../key-file.ts';
import {
  dearmourSshSignature,
  readSshPublicKeyLine,
  SSH_NAMESPACE,
  sshSignatureVerifies,
} from './ssh-signature.ts';

/** Long enough for a person to type a passphrase or to touch a token. */
const signDeadlineMs = 120_000;

/** What a public key file begins with; anything else is not shown, for it could be a secret. */
const keyTypeShape = /^(?:ssh|ecdsa|sk-ssh|sk-ecdsa)-[a-z0-9@.-]{1,60}$/;

/** An SSH key that signs through ssh-keygen. */
export interface SshKeygenSigner extends Signer {
  readonly algorithm: 'sshsig-ed25519';
  readonly publicKey: Uint8Array;
}

/**
 * Opens an SSH key by its private file (`id_ed25519`, with `id_ed25519.pub` beside it) or by its
 * public file for a key that an agent holds. Throws KeyFileError where it is not Ed25519.
 *
 * Its `sign` throws KeyFileError `key.signer_failed` where ssh-keygen gives no signature by that
 * very key.
 */
export async function openSshKey(path: string): Promise<SshKeygenSigner> {
  const publicKey = path.endsWith('.pub')
    ? await readPublicKey(path, 'a private key file, or the ssh-ed25519 .pub of an agent')
    : await readPublicKey(`${path}.pub`, 'one ssh-ed25519 public key');
  const keyId: KeyId = keyIdOf('sshsig-ed25519', publicKey);
  return {
    algorithm: 'sshsig-ed25519',
    keyId,
    publicKey,
    sign: async (message) => {
      const blob = await signWithSshKeygen(path, message);
      if (!sshSignatureVerifies(publicKey, message, blob)) {
        throw failed(path, 'a signature by another key');
      }
      return blob;
    },
  };
}

async function readPublicKey(path: string, expected: string): Promise<Uint8Array> {
  const line = await readKeyFile(path, {
    expected: 'an OpenSSH public key file',
    followLinks: true,
  });
  const publicKey = readSshPublicKeyLine(line);
  if (publicKey === null) {
    const [type = ''] = line.split(' ', 1);
    throw new KeyFileError('key.wrong_kind', {
      subject: path,
      expected,
      found: keyTypeShape.test(type) ? `${type}, or more than one line` : 'another content',
    });
  }
  return publicKey;
}

async function signWithSshKeygen(path: string, message: Uint8Array): Promise<Uint8Array> {
  const answer = await runSigningCommand({
    command: 'ssh-keygen',
    args: ['-Y', 'sign', '-q', '-n', SSH_NAMESPACE, '-f', path],
    input: message,
    deadlineMs: signDeadlineMs,
  });
  if (!answer.ok) throw failed(path, answer.found);
  const blob = dearmourSshSignature(answer.output.toString('latin1'));
  if (blob === null) throw failed(path, 'no signature');
  return blob;
}

function failed(path: string, found: string): KeyFileError {
  return new KeyFileError('key.signer_failed', {
    subject: path,
    expected: 'a signature by ssh-keygen -Y sign with this key',
    found,
  });
}
