// SPDX-License-Identifier: Apache-2.0
// The public surface of the keyring, listed name by name.
export {
  createEd25519KeyFile,
  openEd25519KeyFile,
  type Ed25519KeyFile,
} from './ed25519/ed25519-key.ts';
export { externalSigner } from './external/external-signer.ts';
export { KeyFileError } from './key-file-error.ts';
export { KeyringVerifier } from './keyring-verifier.ts';
export { readPasskeyAssertion } from './passkey/passkey-assertion.ts';
export { readPasskeyRegistration } from './passkey/passkey-registration.ts';
export { passkeyChallenge } from './passkey/passkey-verification.ts';
export { readPrivateFile } from './private-file.ts';
export { openSshKey } from './ssh/ssh-keygen-signer.ts';
export { dearmourSshSignature, readSshPublicKeyLine, SSH_NAMESPACE } from './ssh/ssh-signature.ts';
