// SPDX-License-Identifier: Apache-2.0
// A page with the two passkey ceremonies, served on localhost, where browsers allow passkeys without
// TLS.
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** The page's two functions give back what `PublicKeyCredential.toJSON()` says. */
const html = `<!doctype html>
<title>Passkey ceremony</title>
<script type="module">
  globalThis.register = async (challenge, relyingPartyId) => {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON({
      challenge,
      rp: { id: relyingPartyId, name: 'Augment' },
      user: { id: 'YWxpY2U', name: 'alice@example.com', displayName: 'Alice' },
      pubKeyCredParams: [
        { type: 'public-key', alg: -7 },
        { type: 'public-key', alg: -8 },
        { type: 'public-key', alg: -257 },
      ],
      authenticatorSelection: { userVerification: 'required' },
      attestation: 'none',
    });
    return (await navigator.credentials.create({ publicKey })).toJSON();
  };
  globalThis.answer = async (challenge, credentialId, userVerification) => {
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON({
      challenge,
      allowCredentials: [{ type: 'public-key', id: credentialId }],
      userVerification,
      timeout: 5000,
    });
    return (await navigator.credentials.get({ publicKey })).toJSON();
  };
</script>
`;

/** The page, as long as a test needs it. */
export class CeremonyPage implements AsyncDisposable {
  readonly #server: Server;
  readonly origin: string;

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.origin = `http://localhost:${port}`;
  }

  /** Serves the page on a free port of the loopback interface. */
  static async serve(): Promise<CeremonyPage> {
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html);
    });
    server.listen(0, 'localhost');
    await once(server, 'listening');
    return new CeremonyPage(server, (server.address() as AddressInfo).port);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
