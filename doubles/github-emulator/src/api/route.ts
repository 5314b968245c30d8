// SPDX-License-Identifier: Apache-2.0
// What a route declares: its template (the name that fault rules and logs use), who may call it, whether
// it writes, and the handler.

import type { EmulatorState } from '../state/emulator-state.ts';
import type { GitHubApp } from '../state/github-app.ts';
import type { Repository } from '../state/repository.ts';
import type { PermissionLevel, PermissionName } from '../state/token.ts';
import type { Actor } from './actor.ts';
import type { Answer } from './answer.ts';
import type { ApiRequest, Method } from './api-request.ts';
import type { Origins } from './origins.ts';
import type { RequestFields } from './request-fields.ts';
import type { SpooledUpload } from './spooled-upload.ts';

/** The template of the route that takes an asset's bytes, the only one of the upload origin. */
export const uploadTemplate = '/repos/{owner}/{repo}/releases/{release_id}/assets';

/** Everything a handler may use. */
export interface Call {
  readonly state: EmulatorState;
  readonly origins: Origins;
  readonly request: ApiRequest;
  readonly actor: Actor;
  readonly params: Readonly<Record<string, string>>;
  readonly fields: RequestFields;
  readonly upload: SpooledUpload | null;
  readonly now: number;
}

/** A call on a repository that the caller may see. */
export interface RepositoryCall extends Call {
  readonly repository: Repository;
  /** What the caller's credential may do here, role and permissions taken together. */
  readonly may: (permission: PermissionName, level: PermissionLevel) => boolean;
}

/** A call made with an app's JSON web token. */
export interface AppCall extends Call {
  readonly app: GitHubApp;
}

interface RouteCommon {
  readonly method: Method;
  /** GitHub's own path template, for example `/repos/{owner}/{repo}/git/refs`. */
  readonly template: string;
  /** `credential` routes make or revoke tokens and touch no repository. */
  readonly nature: 'read' | 'write' | 'credential';
  /** The page of GitHub's documentation, below `https://docs.github.com/rest/`. */
  readonly docs: string;
}

/** A route that anybody, or anybody with a token, may call. */
export interface GlobalRoute extends RouteCommon {
  readonly scope: 'global';
  readonly authority: 'anyone' | 'token';
  readonly handle: (call: Call) => Answer;
}

/** A route for apps. */
export interface AppRoute extends RouteCommon {
  readonly scope: 'app';
  readonly handle: (call: AppCall) => Answer;
}

/** A route below `/repos/{owner}/{repo}`. */
export interface RepositoryRoute extends RouteCommon {
  readonly scope: 'repository';
  readonly permission: PermissionName;
  readonly level: PermissionLevel;
  readonly handle: (call: RepositoryCall) => Answer;
}

/** Any route. */
export type Route = GlobalRoute | AppRoute | RepositoryRoute;
