// SPDX-License-Identifier: Apache-2.0
// HTTP/1.1 over undici, held to what a publisher needs: one transmission a call, no redirects, no
// retries, no pipelining, a deadline over the whole exchange and one over its standing still. Reads reuse connections. A write gets
// a connection of its own, since a write that dies on a connection the other side had already given
// up could not be told from one that was carried out.
import { Buffer } from 'node:buffer';
import { request as exchange, type Dispatcher } from 'undici';
import { readAnswerBody, type AnswerBody } from './answer-body.ts';
import { Deadline } from './deadline.ts';
import { faultName } from './fault-name.ts';
import type {
  HttpAnswer,
  HttpExchange,
  HttpRequest,
  HttpSilence,
  HttpTransport,
} from './http-exchange.ts';
import { SendOnce } from './send-once.ts';
import { UploadBody } from './upload-body.ts';

/** The connections of a transport. */
export interface Dispatchers {
  /** Keeps connections alive between reads. */
  readonly reads: Dispatcher;
  /** Opens a connection for each request and closes it after. */
  readonly writes: Dispatcher;
}

interface Attempt {
  readonly request: HttpRequest;
  readonly body: UploadBody | Uint8Array | null;
  readonly watch: SendOnce;
  /** Of the whole exchange, and of the time without any piece of it moving. */
  readonly deadlines: { readonly whole: Deadline; readonly stall: Deadline };
}

/** A header whose lines are one list: to leave some out would be to misread it. */
const listedHeader = 'link';

/** Nobody can have taken what was not sent yet: such a success proves nothing of what became of it. */
const answeredEarly: AnswerBody = {
  body: new Uint8Array(),
  cutShort: 'answered before all was sent',
};

/** Sends requests over the network. */
export class UndiciTransport implements HttpTransport {
  readonly #dispatchers: Dispatchers;

  constructor(dispatchers: Dispatchers) {
    this.#dispatchers = dispatchers;
  }

  async send(request: HttpRequest): Promise<HttpExchange> {
    using whole = new Deadline(request.deadlineMs);
    using stall = new Deadline(request.stallMs);
    const body = openBody(request, () => stall.restart());
    const attempt = { request, body, watch: new SendOnce(), deadlines: { whole, stall } };
    try {
      return await this.#attempt(attempt);
    } catch (error) {
      return silence(error, attempt);
    }
  }

  /** Closes every connection; requests under way are broken off. */
  async close(): Promise<void> {
    await Promise.all([this.#dispatchers.reads.destroy(), this.#dispatchers.writes.destroy()]);
  }

  async #attempt({ request, body, watch, deadlines }: Attempt): Promise<HttpAnswer> {
    const reading = request.method === 'GET' || request.method === 'HEAD';
    const dispatcher = reading ? this.#dispatchers.reads : this.#dispatchers.writes;
    const { whole, stall } = deadlines;
    const answering = stall.race(
      exchange(request.url, {
        dispatcher: dispatcher.compose(watch.interceptor),
        method: request.method,
        headers: headersOf(request),
        body: body instanceof UploadBody ? body.stream : body,
        signal: AbortSignal.any([whole.signal, stall.signal]),
        idempotent: false,
        // The deadlines bound the whole exchange; the client's own timers would only blur them.
        headersTimeout: 0,
        bodyTimeout: 0,
      }),
    );
    const response = await whole.race(answering);
    const early = body instanceof UploadBody && !body.whole && isSuccess(response.statusCode);
    const read = await readAnswerBody(response.body, request.answerBytesMax);
    return {
      kind: 'answer',
      status: response.statusCode,
      header: (name) => headerOf(name, response.headers[name]),
      ...(early ? answeredEarly : read),
    };
  }
}

function isSuccess(status: number): boolean {
  return status >= 200 && status <= 299;
}

function openBody(request: HttpRequest, onTaken: () => void): UploadBody | Uint8Array | null {
  if (request.body === null) return null;
  if (!(request.body instanceof Uint8Array)) return new UploadBody(request.body, onTaken);
  return Buffer.from(request.body.buffer, request.body.byteOffset, request.body.byteLength);
}

function headersOf({ headers, body }: HttpRequest): Record<string, string> {
  if (body === null || body instanceof Uint8Array) return { ...headers };
  return { ...headers, 'content-length': String(body.size) };
}

/** What is known after an exchange that brought no status line. */
function silence(error: unknown, { body, watch }: Attempt): HttpSilence {
  const broken = body instanceof UploadBody ? body.broken : null;
  if (broken !== null) return { kind: 'silence', sent: 'no', detail: faultName(broken) };
  return { kind: 'silence', sent: watch.begun ? 'maybe' : 'no', detail: faultName(error) };
}

function headerOf(name: string, value: string | string[] | undefined): string | null {
  if (Array.isArray(value) && name === listedHeader) return value.join(', ');
  return typeof value === 'string' ? value : null;
}
