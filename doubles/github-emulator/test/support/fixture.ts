// SPDX-License-Identifier: Apache-2.0
// A started emulator that holds the sample repository as `alice/sample`, with clients of several kinds.

import { type RunningEmulator, startGitHubEmulator } from '../../src/index.ts';
import {
  type GitRepositoryContents,
  readGitRepository,
} from '../../src/smart-http/read-git-repository.ts';
import type { Repository } from '../../src/state/repository.ts';
import type { SettingsChange } from '../../src/state/settings.ts';
import type { Json, JsonObject } from '../../src/json.ts';
import { isJsonArray, isJsonObject } from '../../src/json.ts';
import { type ApiClient, type ClientAnswer, makeClient } from './api-client.ts';
import { ResponseChecker } from './response-checker.ts';
import { makeSampleRepository, type SampleRepository, templatePath } from './sample-repository.ts';

/** The instant at which the emulator of a fixture stands still. */
export const fixtureNow = Date.UTC(2026, 0, 2, 3, 4, 5);

/** The path of the sample repository in the API. */
export const repo = '/repos/alice/sample';

/** An emulator with everything a test needs. */
export interface Fixture {
  readonly emulator: RunningEmulator;
  readonly sample: SampleRepository;
  /** The commit at the head of `main`. */
  readonly head: string;
  /** A client with a classic token of the owner. */
  readonly api: ApiClient;
  readonly anonymous: ApiClient;
  /** A client with another token; every answer is checked against GitHub's description. */
  readonly clientOf: (token: string | null) => ApiClient;
  /** What was answered so far, as `METHOD /template STATUS`. */
  readonly answered: ReadonlySet<string>;
  readonly close: () => Promise<void>;
}

const checker = new ResponseChecker();
let contentsOfTemplate: Promise<GitRepositoryContents> | undefined;

/** Reads the template once for all fixtures of a file; `seedFromGit` has tests of its own. */
async function templateContents(): Promise<GitRepositoryContents> {
  contentsOfTemplate ??= readGitRepository(templatePath());
  return contentsOfTemplate;
}

function fill(repository: Repository, contents: GitRepositoryContents): void {
  for (const object of contents.objects) {
    repository.objects.put(object.type, object.content);
  }
  for (const [ref, id] of contents.refs) {
    repository.refs.set(ref, { id, visibleFrom: fixtureNow });
  }
}

/** Starts an emulator, seeds it and adds the owner's token `alice-secret`. */
export async function startFixture(settings: SettingsChange = {}): Promise<Fixture> {
  const sample = makeSampleRepository();
  const emulator = await startGitHubEmulator({ clock: () => fixtureNow, seed: 'tests', settings });
  const contents = await templateContents();
  fill(emulator.addRepository({ owner: 'alice', name: 'sample' }), contents);
  emulator.addToken({ token: 'alice-secret', login: 'alice', name: 'alice-token' });
  const answered = new Set<string>();
  const clientOf = (token: string | null): ApiClient => {
    const client = makeClient(emulator.apiUrl, token);
    return async (method, path, options) => {
      const answer = await client(method, path, options);
      checkAnswer(emulator, answer, answered);
      return answer;
    };
  };
  return {
    emulator,
    sample,
    head: contents.refs.get('refs/heads/main') ?? '',
    api: clientOf('alice-secret'),
    anonymous: clientOf(null),
    clientOf,
    answered,
    close: async () => {
      await emulator.close();
      sample.remove();
    },
  };
}

/** Throws when an answer of the state machine does not fit GitHub's description of its route. */
function checkAnswer(emulator: RunningEmulator, answer: ClientAnswer, answered: Set<string>): void {
  const requestId = answer.headers['x-github-request-id'];
  const entry = emulator.requestLog().find((logged) => logged.requestId === requestId);
  const isJson = answer.bytes.length === 0 || answer.json !== undefined;
  if (entry === undefined || entry.route === null || entry.faults.length > 0 || !isJson) {
    return;
  }
  answered.add(`${entry.method} ${entry.route} ${answer.status}`);
  const route = `${entry.method} ${entry.route}`;
  const complaints = checker.complaints(route, answer.status, answer.json);
  if (complaints.length > 0) {
    throw new Error(complaints.join('\n'));
  }
}

/** Creates a draft release and returns it. */
export async function createDraft(
  fixture: Fixture,
  fields: JsonObject = {},
): Promise<ClientAnswer> {
  return fixture.api('POST', `${repo}/releases`, {
    body: {
      tag_name: 'v1.0.0',
      target_commitish: fixture.head,
      name: 'One',
      body: 'Notes',
      draft: true,
      ...fields,
    },
  });
}

/** Uploads bytes to a release through its `upload_url`. */
export async function uploadTo(
  fixture: Fixture,
  release: JsonObject,
  file: { name: string; bytes: Uint8Array },
): Promise<ClientAnswer> {
  const url = text(release['upload_url']).replace(
    '{?name,label}',
    `?name=${encodeURIComponent(file.name)}`,
  );
  return fixture.api('POST', url, {
    bytes: file.bytes,
    headers: { 'content-type': 'application/octet-stream' },
  });
}

/** Reads a member as text; empty when it is none. */
export function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** Reads a member as a number; not a number when it is none. */
export function number(value: Json | undefined): number {
  return typeof value === 'number' ? value : Number.NaN;
}

/** Reads a member as a list of objects; empty when it is none. */
export function objects(value: Json | undefined): readonly JsonObject[] {
  return isJsonArray(value) ? value.filter(isJsonObject) : [];
}

/** Reads a member as an object; empty when it is none. */
export function member(value: JsonObject, ...names: readonly string[]): JsonObject {
  let at: Json | undefined = value;
  for (const name of names) {
    at = isJsonObject(at) ? at[name] : undefined;
  }
  return isJsonObject(at) ? at : {};
}
