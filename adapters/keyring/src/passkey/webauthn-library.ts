// SPDX-License-Identifier: Apache-2.0
// Loads the WebAuthn library when the first passkey needs it, and not before: loading takes longer
// than most commands, and most commands meet no passkey.

type Server = typeof import('@simplewebauthn/server');
type Parts = typeof import('@simplewebauthn/server/helpers');

/** The two ceremonies, and the reading of what authenticators write. */
export interface WebAuthnLibrary {
  readonly verifyAuthentication: Server['verifyAuthenticationResponse'];
  readonly verifyRegistration: Server['verifyRegistrationResponse'];
  readonly decodeAttestation: Parts['decodeAttestationObject'];
  readonly decodePublicKey: Parts['decodeCredentialPublicKey'];
  readonly encodeCbor: Parts['isoCBOR']['encode'];
}

/** The library, loaded once. */
export async function webAuthnLibrary(): Promise<WebAuthnLibrary> {
  const [server, parts] = await Promise.all([
    import('@simplewebauthn/server'),
    import('@simplewebauthn/server/helpers'),
  ]);
  return {
    verifyAuthentication: server.verifyAuthenticationResponse,
    verifyRegistration: server.verifyRegistrationResponse,
    decodeAttestation: parts.decodeAttestationObject,
    decodePublicKey: parts.decodeCredentialPublicKey,
    encodeCbor: parts.isoCBOR.encode,
  };
}
