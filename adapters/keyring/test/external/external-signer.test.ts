// SPDX-License-Identifier: Apache-2.0
// Goal: an external command's answer is a signature by the pinned key, or there is no signature; and
// a command that never answers does not hold anybody up.
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createEd25519KeyFile, ed25519Verifies } from '../../src/ed25519/ed25519-key.ts';
import { externalSigner } from '../../src/external/external-signer.ts';
import { refusalOf } from '../refused-key.ts';
import { ScratchFolder } from '../scratch-folder.ts';

const script = fileURLToPath(new URL('signing-command.ts', import.meta.url));
const message = Buffer.from('what was approved');
/** Enough for a command to start on a busy machine, and short enough to wait for. */
const shortDeadlineMs = 1_500;

async function signerThatWill(behaviour: string, folder: ScratchFolder, deadlineMs?: number) {
  const key = await createEd25519KeyFile(folder.at('key.pem'));
  const signer = externalSigner({
    command: process.execPath,
    args: [script, behaviour, folder.at('key.pem')],
    publicKey: key.publicKey,
    ...(deadlineMs === undefined ? {} : { deadlineMs }),
  });
  return { key, signer };
}

describe('an external signer', () => {
  it('signs as the key itself would', async () => {
    using folder = new ScratchFolder();
    const { key, signer } = await signerThatWill('sign', folder);
    expect(signer.keyId).toBe(key.keyId);
    expect(await signer.sign(message)).toEqual(await key.sign(message));
  });

  it('takes a message of a mebibyte', async () => {
    using folder = new ScratchFolder();
    const { key, signer } = await signerThatWill('sign', folder);
    const long = randomBytes(1_048_576);
    expect(ed25519Verifies(key.publicKey, long, await signer.sign(long))).toBe(true);
  });

  it('is refused when another key signs', async () => {
    using folder = new ScratchFolder();
    await createEd25519KeyFile(folder.at('mallory.pem'));
    const { key } = await signerThatWill('sign', folder);
    const signer = externalSigner({
      command: process.execPath,
      args: [script, 'sign', folder.at('mallory.pem')],
      publicKey: key.publicKey,
    });
    expect(await refusalOf(signer.sign(message))).toMatchObject({
      code: 'key.signer_failed',
      subject: process.execPath,
      found: 'an answer that is not a signature by the pinned key',
    });
  });

  it.each([
    ['sign-something-else', 'an answer that is not a signature by the pinned key'],
    ['sign-twice', 'an answer that is not a signature by the pinned key'],
    ['sign-and-fail', 'ended with 3'],
    ['say-nothing', 'an answer that is not a signature by the pinned key'],
    ['unheard-of', 'ended with 64'],
    ['flood', 'more than 65536 bytes'],
  ])('is refused when the command will %s', async (behaviour, found) => {
    using folder = new ScratchFolder();
    const { signer } = await signerThatWill(behaviour, folder);
    expect(await refusalOf(signer.sign(message))).toMatchObject({
      code: 'key.signer_failed',
      found,
    });
  });

  it('is refused at the deadline, even if the command will not end', async () => {
    using folder = new ScratchFolder();
    const { signer } = await signerThatWill('hang', folder, shortDeadlineMs);
    expect(await refusalOf(signer.sign(message))).toMatchObject({
      code: 'key.signer_failed',
      found: `no answer within ${shortDeadlineMs} ms`,
    });
  });

  it('is refused at the deadline, even if a child of the command keeps its output open', async () => {
    const signer = externalSigner({
      command: 'sh',
      args: ['-c', 'sleep 5 & exit 0'],
      publicKey: new Uint8Array(32),
      deadlineMs: shortDeadlineMs,
    });
    expect(await refusalOf(signer.sign(message))).toMatchObject({
      found: `no answer within ${shortDeadlineMs} ms`,
    });
  });

  it('is refused when there is no such command', async () => {
    const signer = externalSigner({
      command: '/nowhere/sign',
      args: [],
      publicKey: new Uint8Array(32),
    });
    expect(await refusalOf(signer.sign(message))).toMatchObject({ found: 'ENOENT' });
  });

  it('is refused when the command line cannot be one', async () => {
    const signer = externalSigner({
      command: process.execPath,
      args: ['a\0b'],
      publicKey: new Uint8Array(32),
    });
    expect(await refusalOf(signer.sign(message))).toMatchObject({ found: 'ERR_INVALID_ARG_VALUE' });
  });

  it('hands arguments over as they are, without a shell', async () => {
    const signer = externalSigner({
      command: process.execPath,
      args: ['-e', 'process.exit(process.argv[1] === "$(exit 9); *" ? 7 : 8)', '$(exit 9); *'],
      publicKey: new Uint8Array(32),
    });
    expect(await refusalOf(signer.sign(message))).toMatchObject({ found: 'ended with 7' });
  });
});
