// SPDX-License-Identifier: Apache-2.0
// The public surface of the keyring, listed name by name.
export {
  createEd25519KeyFile,
  ed25519Verifies,
  openEd25519KeyFile,
  type Ed25519KeyFile,
} from './ed25519/ed25519-key.ts';
export { externalSigner, type ExternalSignerOptions } from './external/external-signer.ts';
export { KeyFileError, type KeyReasonCode } from './key-file-error.ts';
export { KeyringVerifier } from './keyring-verifier.ts';
export { readPasskeyAssertion, type PasskeyAssertion } from './passkey/passkey-assertion.ts';
export { PASSKEY_ALGORITHMS } from './passkey/passkey-public-key.ts';
export {
  readPasskeyRegistration,
  type PasskeyCeremony,
  type PasskeyKey,
  type PasskeyRegistrationReading,
} from './passkey/passkey-registration.ts';
export { passkeyChallenge } from './passkey/passkey-verification.ts';
export { readPrivateFile, writePrivateFile } from './private-file.ts';
export { openSshKey, type SshKeygenSigner } from './ssh/ssh-keygen-signer.ts';
export { dearmourSshSignature, readSshPublicKeyLine, SSH_NAMESPACE } from './ssh/ssh-signature.ts';
