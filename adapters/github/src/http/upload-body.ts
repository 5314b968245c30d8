// SPDX-License-Identifier: Apache-2.0
// The body of an upload on its way out. The last chunk is held back until the source has ended
// without complaint, so that content that turns out to be wrong never arrives whole.
import { Readable } from 'node:stream';
import type { StreamedBody } from './http-exchange.ts';

/** Why an upload was broken off by ourselves. */
export class UploadContentError extends Error {
  override readonly name = 'UploadContentError';
}

/** Reads content once, as a stream that the HTTP client can send. */
export class UploadBody {
  readonly #body: StreamedBody;
  readonly #onTaken: () => void;
  #broken: UploadContentError | null = null;
  #whole = false;
  readonly stream: Readable;

  /** Calls `onTaken` whenever the connection has taken what it was given and asks for more. */
  constructor(body: StreamedBody, onTaken: () => void) {
    this.#body = body;
    this.#onTaken = onTaken;
    this.stream = Readable.from(this.#chunks(), { objectMode: false });
  }

  /** Set where the content, not the network, ended the upload; it then was not sent whole. */
  get broken(): UploadContentError | null {
    return this.#broken;
  }

  /** Whether the last piece was handed to the connection; what answers before has not seen it all. */
  get whole(): boolean {
    return this.#whole;
  }

  /** An error that the network throws in here ends this generator alone and breaks nothing off. */
  async *#chunks(): AsyncGenerator<Uint8Array> {
    let held: Uint8Array | null = null;
    for await (const chunk of this.#content()) {
      if (held !== null) yield held;
      held = chunk;
      this.#onTaken();
    }
    this.#whole = true;
    if (held !== null) yield held;
    this.#onTaken();
  }

  /** The content as its source gives it, of exactly the size that was promised. */
  async *#content(): AsyncGenerator<Uint8Array> {
    let read = 0;
    try {
      for await (const chunk of this.#body.chunks) {
        if (chunk.byteLength === 0) continue;
        read += chunk.byteLength;
        if (read > this.#body.size) break;
        yield chunk;
      }
    } catch (error) {
      throw this.#breakOff(error instanceof Error ? error.name : 'Error');
    }
    if (read !== this.#body.size) {
      throw this.#breakOff(`${this.#body.size} bytes expected, ${describeRead(read, this.#body)}`);
    }
  }

  #breakOff(reason: string): UploadContentError {
    this.#broken = new UploadContentError(`upload content: ${reason}`);
    return this.#broken;
  }
}

function describeRead(read: number, body: StreamedBody): string {
  return read > body.size ? 'more found' : `${read} found`;
}
