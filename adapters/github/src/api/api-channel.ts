// SPDX-License-Identifier: Apache-2.0
// GitHub's API under one credential: builds each request, sends it once, and tells the promised
// value apart from every other answer. The credential goes into one header and nowhere else.
import { Buffer } from 'node:buffer';
import {
  parseStrictJson,
  type GitHubFailure,
  type GitHubReply,
  type JsonObject,
} from '@marketops/core';
import type { Bearer } from '../credential/operation-credential.ts';
import type { GitHubEndpoint } from '../endpoint.ts';
import type {
  HttpAnswer,
  HttpExchange,
  HttpMethod,
  HttpRequest,
  HttpTransport,
  StreamedBody,
} from '../http/http-exchange.ts';
import {
  answerDepthMax,
  answerMembersMax,
  callDeadlineMs,
  uploadDeadlineMs,
  type TrafficLimits,
} from '../limits.ts';
import type { Secret } from '../secret.ts';
import { readRateLimit, readRequestId } from './answer-headers.ts';
import type { AnswerReader, ApiCall, ApiUpload } from './api-call.ts';
import {
  failureOfAnswer,
  failureOfSilence,
  refusedHere,
  type Asked,
  type BodyFinding,
} from './failure.ts';

/** The version of GitHub's REST API that the readers are written for. */
const apiVersion = '2022-11-28';

/** What every call under one credential shares. */
export interface ChannelSettings {
  readonly endpoint: GitHubEndpoint;
  readonly transport: HttpTransport;
  readonly limits: TrafficLimits;
  /** `marketops/VERSION`. */
  readonly userAgent: string;
}

interface RequestParts {
  readonly method: HttpMethod;
  readonly url: URL;
  readonly body?: JsonObject;
  readonly upload?: { readonly mediaType: string; readonly content: StreamedBody };
}

type Sent =
  | { readonly ok: true; readonly exchange: HttpExchange; readonly asked: Asked }
  | { readonly ok: false; readonly failure: GitHubFailure };

interface Promised<T> {
  readonly success: number;
  readonly read: AnswerReader<T>;
}

/** Calls GitHub's API. */
export class ApiChannel {
  readonly #settings: ChannelSettings;
  readonly #bearer: () => Bearer;

  /** `bearer` is asked at each call, so that a renewed token is used at once and a closed one never. */
  constructor(settings: ChannelSettings, bearer: () => Bearer) {
    this.#settings = settings;
    this.#bearer = bearer;
  }

  get endpoint(): GitHubEndpoint {
    return this.#settings.endpoint;
  }

  /** Calls, and reads the value that the call promises. */
  async call<T>(call: ApiCall<T>): Promise<GitHubReply<T>> {
    const url = this.#url(call.path, call.query);
    const { method, body } = call;
    const sent = await this.#send(body === undefined ? { method, url } : { method, url, body });
    return sent.ok ? replyOf(sent.exchange, call, sent.asked) : sent;
  }

  /** Sends a DELETE, which promises nothing but its status, 204. */
  async delete(path: string): Promise<GitHubReply<null>> {
    const sent = await this.#send({ method: 'DELETE', url: this.#url(path) });
    return sent.ok ? replyOfStatus(sent.exchange, { 204: null }, sent.asked) : sent;
  }

  /** Asks whether there is such a thing, without fetching it. */
  async exists(path: string): Promise<GitHubReply<boolean>> {
    const sent = await this.#send({ method: 'HEAD', url: this.#url(path) });
    if (!sent.ok) return sent;
    // Without a body to look at, the media type tells GitHub's own 404 from that of a proxy.
    const known = isJsonAnswer(sent.exchange) ? { 200: true, 404: false } : {};
    return replyOfStatus<boolean>(sent.exchange, known, sent.asked);
  }

  /** Streams an upload; it has the time that its size takes on a slow line, as long as it moves. */
  async upload<T>({ url, mediaType, content, read }: ApiUpload<T>): Promise<GitHubReply<T>> {
    const sent = await this.#send({ method: 'POST', url, upload: { mediaType, content } });
    return sent.ok ? replyOf(sent.exchange, { success: 201, read }, sent.asked) : sent;
  }

  async #send(parts: RequestParts): Promise<Sent> {
    const bearer = this.#bearer();
    if (bearer === 'closed') return refusedHere('the session is closed');
    const token = bearer === 'anonymous' ? null : bearer;
    const exchange = await this.#settings.transport.send(this.#request(parts, token));
    return { ok: true, exchange, asked: { url: parts.url, token } };
  }

  #url(path: string, query: Readonly<Record<string, string>> = {}): URL {
    const url = new URL(`${this.#settings.endpoint.apiUrl}${path}`);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return url;
  }

  #request({ method, url, body, upload }: RequestParts, token: Secret | null): HttpRequest {
    const { limits, userAgent } = this.#settings;
    const headers: Record<string, string> = {
      accept: 'application/vnd.github+json',
      'accept-encoding': 'identity',
      'user-agent': userAgent,
      'x-github-api-version': apiVersion,
    };
    if (token !== null) headers['authorization'] = `Bearer ${token.reveal()}`;
    const mediaType = body === undefined ? upload?.mediaType : 'application/json';
    if (mediaType !== undefined) headers['content-type'] = mediaType;
    const bytes = body === undefined ? null : Buffer.from(JSON.stringify(body));
    const callMs = callDeadlineMs(bytes?.length ?? 0, limits);
    return {
      method,
      url,
      headers,
      body: bytes ?? upload?.content ?? null,
      deadlineMs: upload === undefined ? callMs : uploadDeadlineMs(upload.content.size, limits),
      // Of bytes that are given whole nobody sees the pieces go.
      stallMs: upload === undefined ? callMs : limits.uploadStallMs,
      answerBytesMax: limits.answerBytesMax,
    };
  }
}

function replyOf<T>(exchange: HttpExchange, promised: Promised<T>, asked: Asked): GitHubReply<T> {
  if (exchange.kind === 'silence') return failed(failureOfSilence(exchange));
  const finding = readBody(exchange);
  if (finding.kind !== 'json' || exchange.status < 200 || exchange.status > 299) {
    return failed(failureOfAnswer(exchange, finding, asked));
  }
  const value =
    exchange.status === promised.success ? promised.read(finding.value, exchange.header) : null;
  return value === null
    ? failed(failureOfAnswer(exchange, { ...finding, wrongShape: true }, asked))
    : succeeded(value, exchange, asked);
}

/** For answers whose status alone is promised; `known` gives each such status its value. */
function replyOfStatus<T>(
  exchange: HttpExchange,
  known: Readonly<Record<number, T>>,
  asked: Asked,
): GitHubReply<T> {
  if (exchange.kind === 'silence') return failed(failureOfSilence(exchange));
  const finding = readBody(exchange);
  const value = known[exchange.status];
  return value !== undefined && finding.kind === 'empty'
    ? succeeded(value, exchange, asked)
    : failed(failureOfAnswer(exchange, finding, asked));
}

function readBody(answer: HttpAnswer): BodyFinding {
  if (answer.cutShort !== null) return { kind: 'truncated' };
  if (answer.body.length === 0) return { kind: 'empty' };
  const parsed = parseStrictJson(answer.body, {
    bytesMax: answer.body.length,
    depthMax: answerDepthMax,
    membersMax: answerMembersMax,
    numbers: 'finite',
  });
  return parsed.ok ? { kind: 'json', value: parsed.value } : { kind: 'not_json' };
}

function isJsonAnswer(exchange: HttpExchange): boolean {
  if (exchange.kind === 'silence') return false;
  return /^application\/(?:[a-z0-9.+-]+\+)?json\b/.test(exchange.header('content-type') ?? '');
}

function succeeded<T>(value: T, answer: HttpAnswer, { token }: Asked): GitHubReply<T> {
  return {
    ok: true,
    value,
    status: answer.status,
    requestId: readRequestId(answer, token),
    rateLimit: readRateLimit(answer),
  };
}

function failed(failure: GitHubFailure): { readonly ok: false; readonly failure: GitHubFailure } {
  return { ok: false, failure };
}
