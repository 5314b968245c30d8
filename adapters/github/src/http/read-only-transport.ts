// SPDX-License-Identifier: Apache-2.0
// The transport of whatever must not write. A write that reaches it by mistake is a fault of the
// program; it is refused before anything is sent.
import type { HttpExchange, HttpRequest, HttpTransport } from './http-exchange.ts';

/** A write reached a transport that only reads. */
class ReadOnlyTransportError extends Error {
  override readonly name = 'ReadOnlyTransportError';

  constructor(method: string) {
    super(`${method} was refused before it was sent: this transport only reads`);
  }
}

/** Sends GET and HEAD, and nothing else. */
export class ReadOnlyTransport implements HttpTransport {
  readonly #transport: HttpTransport;

  constructor(transport: HttpTransport) {
    this.#transport = transport;
  }

  /** @throws ReadOnlyTransportError for every other method, before anything is sent. */
  async send(request: HttpRequest): Promise<HttpExchange> {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      throw new ReadOnlyTransportError(request.method);
    }
    if (request.body !== null) throw new ReadOnlyTransportError(`${request.method} with a body`);
    return this.#transport.send(request);
  }
}
