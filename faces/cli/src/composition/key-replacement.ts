// SPDX-License-Identifier: Apache-2.0
// A new key pair that takes the place of a home's key once it is trusted. Until then it stands beside
// it under another name, and the old one is kept beside the new.
import { existsSync } from 'node:fs';
import { link, rename, rm } from 'node:fs/promises';
import type { Ed25519KeyFile } from '@marketops/keyring';
import { createKeyPair } from './key-pair.ts';

/** A key pair that waits to take a place. */
export interface DraftedKeyPair {
  readonly key: Ed25519KeyFile;
  /** Moves it to the place; the old pair stays as `FILE.before-KEYID`. */
  takePlace(): Promise<void>;
  /** Removes it. */
  discard(): Promise<void>;
}

/** Makes a new pair beside `file` and `file.pub`. */
export async function draftKeyPair(file: string): Promise<DraftedKeyPair> {
  const draft = `${file}.next`;
  const discard = async (): Promise<void> => {
    for (const suffix of ['', '.pub']) await rm(`${draft}${suffix}`, { force: true });
  };
  await discard();
  const key = await createKeyPair(draft);
  return {
    key,
    discard,
    takePlace: async () => {
      // The private key first: until its public half follows, what is signed counts for nothing.
      for (const suffix of ['', '.pub']) {
        const place = `${file}${suffix}`;
        if (existsSync(place)) await link(place, `${file}.before-${key.keyId}${suffix}`);
        await rename(`${draft}${suffix}`, place);
      }
    },
  };
}
