// SPDX-License-Identifier: Apache-2.0
// Verifies signatures of every algorithm that a trust root can pin. The pinned key decides the
// algorithm; nothing in a message can choose another.
import { base64Decode, type SignatureVerifier, type TrustKey } from '@marketops/core';
import { ed25519Verifies } from './ed25519/ed25519-key.ts';
import { passkeyVerifies } from './passkey/passkey-verification.ts';
import { sshSignatureVerifies } from './ssh/ssh-signature.ts';

/** Verifies by pinned keys on this machine. */
export class KeyringVerifier implements SignatureVerifier {
  async verify(key: TrustKey, message: Uint8Array, signature: Uint8Array): Promise<boolean> {
    const publicKey = base64Decode(key.publicKey);
    if (!publicKey.ok) return false;
    switch (key.algorithm) {
      case 'ed25519':
        return ed25519Verifies(publicKey.value, message, signature);
      case 'sshsig-ed25519':
        return sshSignatureVerifies(publicKey.value, message, signature);
      case 'webauthn':
        return passkeyVerifies(key, message, signature);
    }
  }
}
