// SPDX-License-Identifier: Apache-2.0
// The two GraphQL queries that gh 2.23 sends for releases; anything else is answered with an error.

import { accessOf } from '../api/access.ts';
import { type Actor, authenticate } from '../api/actor.ts';
import { ApiRefusal } from '../api/api-refusal.ts';
import { deliver } from '../http/deliver.ts';
import type { Exchange, Shell } from '../http/exchange.ts';
import { readText } from '../http/read-text.ts';
import { isJsonObject, type Json, type JsonObject, parseJson } from '../json.ts';
import type { EmulatorState } from '../state/emulator-state.ts';
import { latestRelease } from '../state/release-change.ts';
import type { Release } from '../state/release.ts';
import type { Repository } from '../state/repository.ts';
import { isoTime } from '../view/web-names.ts';

const PAGE_SIZE_MAX = 100;
const listQuery = /\breleases\s*\([^)]*\)\s*\{\s*nodes\s*\{([^{}]*)\}/;
const singleQuery = /\brelease\s*\(\s*tagName[^)]*\)\s*\{([^{}]*)\}/;

/** Serves one GraphQL request. */
export async function serveGraphql(shell: Shell, exchange: Exchange): Promise<void> {
  const { state } = shell.core;
  const text = (await readText(exchange.incoming)) ?? '';
  const { status, value } = answerText(state, exchange.incoming.headers.authorization, text);
  const body = { kind: 'json', value } as const;
  await deliver(exchange.response, { status, headers: {}, body, effect: null }, false);
}

function answerText(
  state: EmulatorState,
  authorization: string | undefined,
  text: string,
): { status: number; value: JsonObject } {
  try {
    const actor = authenticate(state, authorization);
    if (actor.kind === 'anonymous') {
      throw new ApiRefusal(401, 'This endpoint requires you to be authenticated.');
    }
    const parsed = parseJson(text);
    const request = isJsonObject(parsed) ? parsed : {};
    return { status: 200, value: answerQuery(state, actor, request) };
  } catch (refusal) {
    if (refusal instanceof ApiRefusal) {
      return { status: refusal.status, value: { message: refusal.message } };
    }
    throw refusal;
  }
}

function answerQuery(state: EmulatorState, actor: Actor, request: JsonObject): JsonObject {
  const query = textOf(request['query']);
  const variables = isJsonObject(request['variables']) ? request['variables'] : {};
  const owner = textOf(variables['owner']);
  const name = textOf(variables['name']);
  const repository = state.repositoryNamed(owner, name);
  const access = repository === undefined ? null : accessOf(actor, repository);
  if (repository === undefined || access === null) {
    const message = `Could not resolve to a Repository with the name '${owner}/${name}'.`;
    return { data: { repository: null }, errors: [{ type: 'NOT_FOUND', message }] };
  }
  const shown = [...repository.releases.values()]
    .filter((release) => !release.draft || access('contents', 'write'))
    .filter((release) => release.visibleFrom <= state.now())
    .toSorted((left, right) => right.createdAt - left.createdAt || right.id - left.id);
  const listed = listQuery.exec(query)?.[1];
  if (listed !== undefined) {
    const page = listPage(shown, variables);
    const nodes = page.releases.map((release) => node(repository, release, listed));
    return { data: { repository: { releases: { nodes, pageInfo: page.pageInfo } } } };
  }
  const single = singleQuery.exec(query)?.[1];
  if (single !== undefined) {
    const found = shown.find((release) => release.tagName === variables['tagName']);
    const release = found === undefined ? null : node(repository, found, single);
    return { data: { repository: { release } } };
  }
  return {
    errors: [{ message: 'The emulator answers only the queries that gh sends for releases.' }],
  };
}

function listPage(
  releases: readonly Release[],
  variables: JsonObject,
): { releases: readonly Release[]; pageInfo: JsonObject } {
  const start = Number(variables['endCursor'] ?? 0);
  const size = Math.min(Number(variables['perPage'] ?? PAGE_SIZE_MAX), PAGE_SIZE_MAX);
  const end = Math.min(start + size, releases.length);
  return {
    releases: releases.slice(start, end),
    pageInfo: { hasNextPage: end < releases.length, endCursor: String(end) },
  };
}

/** A release with the selected fields and no others: clients refuse what they did not ask for. */
function node(repository: Repository, release: Release, selection: string): JsonObject {
  const fields: JsonObject = {
    databaseId: release.id,
    name: release.name,
    tagName: release.tagName,
    isDraft: release.draft,
    isLatest: latestRelease(repository) === release,
    isPrerelease: release.prerelease,
    isImmutable: release.immutable,
    createdAt: isoTime(release.createdAt),
    publishedAt: release.publishedAt === null ? null : isoTime(release.publishedAt),
  };
  const names = selection.split(/[\s,]+/).filter((name) => name !== '');
  return Object.fromEntries(names.map((name) => [name, fields[name] ?? null]));
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
