// SPDX-License-Identifier: Apache-2.0
// One request and what came of it, as a transport sees it. A transport sends a request once or not
// at all, follows no redirect, and answers with a value whatever happens on the way.

/** The methods that are ever sent. */
export type HttpMethod = 'GET' | 'HEAD' | 'POST' | 'PATCH' | 'DELETE';

/** Content that is sent as it is read, never held whole. */
export interface StreamedBody {
  readonly size: number;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** One request, complete. */
export interface HttpRequest {
  readonly method: HttpMethod;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | StreamedBody | null;
  /** From the call to the last byte of the answer. */
  readonly deadlineMs: number;
  /** The same for what stands still: from the call, or the last piece of the body that was taken. */
  readonly stallMs: number;
  readonly answerBytesMax: number;
}

/** An answer whose status line arrived. */
export interface HttpAnswer {
  readonly kind: 'answer';
  readonly status: number;
  /** A header by its lower-case name; null where it is absent or repeated. Lines of `link` are joined. */
  readonly header: (name: string) => string | null;
  readonly body: Uint8Array;
  /** Why the body is not whole, without secrets; null where it is. */
  readonly cutShort: string | null;
}

/** No status line arrived. */
export interface HttpSilence {
  readonly kind: 'silence';
  /** `no` only where the other side cannot have received the request whole. */
  readonly sent: 'no' | 'maybe';
  /** A short, secret-free reason such as `ECONNREFUSED`. */
  readonly detail: string;
}

/** What came of a request. */
export type HttpExchange = HttpAnswer | HttpSilence;

/** Sends requests. */
export interface HttpTransport {
  /** Sends `request` at most once. Never throws for anything that the network does. */
  send(request: HttpRequest): Promise<HttpExchange>;
}
