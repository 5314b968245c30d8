// SPDX-License-Identifier: Apache-2.0
// The state machine: a call goes in, an answer comes out, and the state has changed as a whole or not
// at all. No socket and no timer is touched here.

import type { RouteName } from '../fault/route-name.ts';
import type { Json, JsonObject } from '../json.ts';
import { isJsonObject, parseJson } from '../json.ts';
import type { EmulatorState } from '../state/emulator-state.ts';
import { fullNameOf, type Repository } from '../state/repository.ts';
import { accessOf, requirePermission } from './access.ts';
import { type Actor, actorName, authenticate } from './actor.ts';
import type { Answer } from './answer.ts';
import { ApiRefusal, notFound } from './api-refusal.ts';
import type { ApiRequest } from './api-request.ts';
import { RateLimiter } from './rate-limiter.ts';
import { RequestFields } from './request-fields.ts';
import type { Origins } from './origins.ts';
import { type Call, type RepositoryRoute, type Route, uploadTemplate } from './route.ts';
import type { RouteMatch, RouteTable } from './route-table.ts';
import { standardHeaders } from './standard-headers.ts';
import type { CallLog } from './write-log.ts';

/** The result of a call: the answer, who asked, and which route served it. */
export interface Outcome {
  readonly answer: Answer;
  readonly actor: Actor;
  readonly route: Route | null;
}

/** Serves calls over a state; see `handle`. */
export class EmulatorCore {
  readonly state: EmulatorState;
  readonly log: CallLog;
  readonly limiter = new RateLimiter();
  readonly #table: RouteTable;
  /** The origins of a client that comes directly; known once the ports are. */
  origins: Origins = { api: '', upload: '', web: '' };

  constructor(options: { state: EmulatorState; log: CallLog; table: RouteTable }) {
    this.state = options.state;
    this.log = options.log;
    this.#table = options.table;
  }

  /** Names the route that a call would reach; undefined when none is served under its path. */
  routeOf(request: ApiRequest): Route | undefined {
    return this.#match(request)?.route;
  }

  /** Names every route. */
  routes(): RouteName[] {
    return this.#table.routes.map((route) => ({ method: route.method, route: route.template }));
  }

  /** Names every route that changes something in a repository. */
  writeRoutes(): RouteName[] {
    return this.#table.routes
      .filter((route) => route.nature === 'write')
      .map((route) => ({ method: route.method, route: route.template }));
  }

  /** Carries out a call and records it when it is a write; `faults` are named in the record. */
  handle(request: ApiRequest, faults: readonly string[] = []): Outcome {
    const match = this.#match(request);
    let actor: Actor = { kind: 'anonymous' };
    let answer: Answer;
    try {
      actor = authenticate(this.state, request.headers['authorization']);
      this.#countCall(request, actor, match);
      answer = this.#serve(request, actor, match);
    } catch (refusal) {
      if (!(refusal instanceof ApiRefusal)) {
        throw refusal;
      }
      answer = refusalAnswer(request, refusal, match?.route);
    }
    this.#record({ request, actor, answer, route: match?.route, faults });
    return {
      answer: this.#withStandardHeaders(request, actor, answer),
      actor,
      route: match?.route ?? null,
    };
  }

  /** Makes the answer of a refusal without serving the call. */
  refuse(request: ApiRequest, refusal: ApiRefusal): Answer {
    const answer = refusalAnswer(request, refusal, this.routeOf(request));
    return this.#withStandardHeaders(request, this.callerOf(request), answer);
  }

  /** Records a write that a fault kept from being processed. */
  recordUnprocessed(request: ApiRequest, faults: readonly string[]): void {
    this.#record({
      request,
      actor: this.callerOf(request),
      answer: null,
      route: this.routeOf(request),
      faults,
    });
  }

  /** Finds the caller for a record; anonymous when the credentials are refused. */
  callerOf(request: ApiRequest): Actor {
    try {
      return authenticate(this.state, request.headers['authorization']);
    } catch {
      return { kind: 'anonymous' };
    }
  }

  #withStandardHeaders(request: ApiRequest, actor: Actor, answer: Answer): Answer {
    const budget = this.limiter.budget(actorName(actor), this.state.now(), this.#limits);
    const route = this.routeOf(request);
    const headers = standardHeaders({ request, actor, budget, route });
    return { ...answer, headers: { ...headers, ...answer.headers } };
  }

  get #limits(): EmulatorState['settings']['rateLimits'] {
    return this.state.settings.rateLimits;
  }

  #match(request: ApiRequest): RouteMatch | undefined {
    const match = this.#matchPath(request);
    const isUpload =
      match !== undefined &&
      match.route.method === 'POST' &&
      match.route.template === uploadTemplate;
    return isUpload === request.toUploadOrigin ? match : undefined;
  }

  #matchPath(request: ApiRequest): RouteMatch | undefined {
    const byId = /^\/repositories\/(\d+)(\/.*)?$/.exec(request.path);
    if (byId === null) {
      return this.#table.find(request.method, request.path);
    }
    const repository = this.state.repositories.get(Number(byId[1]));
    const name = repository === undefined ? '-/-' : fullNameOf(repository);
    return this.#table.find(request.method, `/repos/${name}${byId[2] ?? ''}`);
  }

  #countCall(request: ApiRequest, actor: Actor, match: RouteMatch | undefined): void {
    if ((request.headers['user-agent'] ?? '') === '') {
      throw new ApiRefusal(
        403,
        'Request forbidden by administrative rules. Please make sure your request has a User-Agent header',
      );
    }
    if (match?.route.template === '/rate_limit') {
      return;
    }
    const caller = actorName(actor);
    this.limiter.count(caller, this.state.now(), this.#limits);
    if (match?.route.nature === 'write' && request.method === 'POST') {
      this.limiter.countContent(caller, this.state.now(), this.#limits);
    }
  }

  #serve(request: ApiRequest, actor: Actor, match: RouteMatch | undefined): Answer {
    if (match === undefined) {
      throw notFound();
    }
    const { route, params } = match;
    const call = {
      state: this.state,
      origins: request.origins,
      request,
      actor,
      params,
      fields: readFields(request),
      upload: request.body.kind === 'upload' ? request.body.upload : null,
      now: this.state.now(),
    };
    switch (route.scope) {
      case 'repository':
        return serveRepository(route, call);
      case 'app':
        if (actor.kind !== 'app') {
          throw new ApiRefusal(401, 'A JSON web token could not be decoded');
        }
        return route.handle({ ...call, app: actor.app });
      case 'global':
        if (route.authority === 'token' && actor.kind !== 'token') {
          throw new ApiRefusal(401, 'Requires authentication');
        }
        return route.handle(call);
    }
  }

  #record(entry: {
    request: ApiRequest;
    actor: Actor;
    answer: Answer | null;
    route: Route | undefined;
    faults: readonly string[];
  }): void {
    const { request, answer, route } = entry;
    if (route?.nature !== 'write') {
      return;
    }
    const named = /^\/repos\/([^/]+\/[^/]+)/.exec(request.path)?.[1];
    this.log.addWrite({
      at: this.state.now(),
      requestId: request.requestId,
      method: request.method,
      route: route.template,
      path: request.path,
      actor: actorName(entry.actor),
      repository: named ?? this.#nameById(request.path),
      applied: answer !== null && answer.effect !== null,
      status: answer?.status ?? null,
      ids: answer?.effect?.ids ?? {},
      publicEffect: answer?.effect?.public ?? false,
      faults: entry.faults,
    });
  }

  #nameById(path: string): string | null {
    const id = /^\/repositories\/(\d+)/.exec(path)?.[1];
    const repository = id === undefined ? undefined : this.state.repositories.get(Number(id));
    return repository === undefined ? null : fullNameOf(repository);
  }
}

function serveRepository(route: RepositoryRoute, call: Call): Answer {
  const { owner = '', repo = '' } = call.params;
  const repository = call.state.repositoryNamed(owner, repo);
  const access = repository === undefined ? null : accessOf(call.actor, repository);
  if (repository === undefined || access === null) {
    throw notFound();
  }
  if (fullNameOf(repository).toLowerCase() !== `${owner}/${repo}`.toLowerCase()) {
    return movedAnswer(call, repository);
  }
  requirePermission(call.actor, access, route);
  if (repository.archived && route.nature === 'write') {
    throw new ApiRefusal(403, 'Repository was archived so is read-only.');
  }
  return route.handle({ ...call, repository, may: access });
}

function movedAnswer(call: Call, repository: Repository): Answer {
  const rest = call.request.path.split('/').slice(4).join('/');
  const query = call.request.query.size === 0 ? '' : `?${call.request.query.toString()}`;
  const url = `${call.origins.api}/repositories/${repository.id}${rest === '' ? '' : `/${rest}`}${query}`;
  const value: Json = {
    message: 'Moved Permanently',
    url,
    documentation_url: 'https://docs.github.com/rest/guides/best-practices-for-using-the-rest-api',
  };
  const status = call.request.method === 'GET' ? 301 : 307;
  return { status, headers: { location: url }, body: { kind: 'json', value }, effect: null };
}

function readFields(request: ApiRequest): RequestFields {
  if (request.body.kind !== 'text' || request.body.text.trim() === '') {
    return new RequestFields({});
  }
  const value = parseJson(request.body.text);
  if (value === undefined) {
    throw new ApiRefusal(400, 'Problems parsing JSON');
  }
  if (!isJsonObject(value)) {
    throw new ApiRefusal(400, 'Body should be a JSON object');
  }
  return new RequestFields(value);
}

function refusalAnswer(request: ApiRequest, refusal: ApiRefusal, route: Route | undefined): Answer {
  const value: JsonObject = {
    message: refusal.message,
    ...(request.toUploadOrigin ? { request_id: request.requestId } : {}),
    ...refusal.details,
    documentation_url: `https://docs.github.com/rest${route === undefined ? '' : `/${route.docs}`}`,
    status: String(refusal.status),
  };
  return {
    status: refusal.status,
    headers: refusal.headers,
    body: { kind: 'json', value },
    effect: null,
  };
}
