// SPDX-License-Identifier: Apache-2.0
// Signs with an SSH key by asking `ssh-keygen -Y sign`, so that keys held by an agent or a hardware
// token work too: given the `.pub` file, ssh-keygen asks the agent.
import { readFile } from 'node:fs/promises';
import { keyIdOf, type KeyId, type Signer } from '@marketops/core';
import { runSigningCommand } from '../command.ts';
import { KeyFileError } from '../key-file-error.ts';
import { errorCode } from '../private-file.ts';
import { dearmourSshSignature, readSshPublicKeyLine, SSH_NAMESPACE } from './ssh-signature.ts';

const signDeadlineMs = 120_000;

/** An SSH key that signs through ssh-keygen. */
export interface SshKeygenSigner extends Signer {
  readonly algorithm: 'sshsig-ed25519';
  readonly publicKey: Uint8Array;
}

/**
 * Opens an SSH key by its private file (`id_ed25519`, with `id_ed25519.pub` beside it) or by its
 * public file for a key that an agent holds. Throws KeyFileError where it is not Ed25519.
 */
export async function openSshKey(path: string): Promise<SshKeygenSigner> {
  const publicPath = path.endsWith('.pub') ? path : `${path}.pub`;
  const publicKey = await readPublicKey(publicPath);
  const keyId: KeyId = keyIdOf('sshsig-ed25519', publicKey);
  return {
    algorithm: 'sshsig-ed25519',
    keyId,
    publicKey,
    sign: (message) => signWithSshKeygen(path, message),
  };
}

async function readPublicKey(path: string): Promise<Uint8Array> {
  let line: string;
  try {
    line = await readFile(path, 'utf8');
  } catch (error) {
    throw new KeyFileError('key.unreadable', {
      subject: path,
      expected: 'an OpenSSH public key file',
      found: errorCode(error),
    });
  }
  const publicKey = readSshPublicKeyLine(line);
  if (publicKey === null) {
    throw new KeyFileError('key.wrong_kind', {
      subject: path,
      expected: 'an ssh-ed25519 public key',
      found: line.split(' ', 1)[0] ?? '',
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
  const blob = answer.ok ? dearmourSshSignature(answer.output.toString('latin1')) : null;
  if (blob === null) {
    throw new KeyFileError('key.signer_failed', {
      subject: path,
      expected: 'a signature by ssh-keygen -Y sign',
      found: answer.ok ? 'no signature' : answer.found,
    });
  }
  return blob;
}
