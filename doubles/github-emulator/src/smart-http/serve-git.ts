// SPDX-License-Identifier: Apache-2.0
// Git's smart HTTP protocol over the real git: clone and fetch for readers, push for writers.

import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { accessOf } from '../api/access.ts';
import { type Actor, actorLogin, authenticate } from '../api/actor.ts';
import type { Answer } from '../api/answer.ts';
import { ApiRefusal } from '../api/api-refusal.ts';
import { deliver } from '../http/deliver.ts';
import type { Exchange, Shell } from '../http/exchange.ts';
import type { Repository } from '../state/repository.ts';
import { BareCopy } from './bare-copy.ts';
import { runGit } from './git-process.ts';
import { readPacket } from './read-packet.ts';
import { takeOverPush } from './take-over-push.ts';

/** What a git client asks for. */
export interface GitTarget {
  readonly owner: string;
  readonly name: string;
  /** `info/refs`, `git-upload-pack` or `git-receive-pack`. */
  readonly service: string;
  readonly query: URLSearchParams;
}

/** The copies on disk of the repositories that git clients have asked for. */
export type BareCopies = Map<number, BareCopy>;

/** Serves one request of a git client. */
export async function serveGit(
  shell: Shell,
  exchange: Exchange,
  request: { target: GitTarget; copies: BareCopies },
): Promise<void> {
  shell.late.flush();
  const answer = await answerGit(shell, exchange, request).catch((error: unknown) => {
    if (error instanceof ApiRefusal) {
      return textAnswer(error.status, `${error.message}\n`, error.headers);
    }
    return textAnswer(500, `${error instanceof Error ? error.message : String(error)}\n`);
  });
  await deliver(exchange.response, answer, exchange.incoming.method === 'HEAD');
}

async function answerGit(
  shell: Shell,
  exchange: Exchange,
  request: { target: GitTarget; copies: BareCopies },
): Promise<Answer> {
  const { target, copies } = request;
  const service =
    target.service === 'info/refs' ? (target.query.get('service') ?? '') : target.service;
  if (service !== 'git-upload-pack' && service !== 'git-receive-pack') {
    throw new ApiRefusal(403, 'Please upgrade your git client; only the smart protocol is served.');
  }
  const actor = authenticate(shell.core.state, exchange.incoming.headers.authorization);
  const repository = findRepository(shell, target, {
    actor,
    writes: service === 'git-receive-pack',
  });
  const copy = copies.get(repository.id) ?? newCopy(shell, repository, copies);
  const body = await readPacket(exchange.incoming);
  const writes = service === 'git-receive-pack';
  const before = copy.synchronize(writes ? Infinity : shell.core.state.now());
  const version = exchange.incoming.headers['git-protocol'];
  const environment = typeof version === 'string' ? { GIT_PROTOCOL: version } : {};
  const command = service.slice('git-'.length);
  if (target.service === 'info/refs') {
    const advertised = await runGit({
      directory: copy.directory,
      arguments: [command, '--stateless-rpc', '--advertise-refs', '.'],
      environment,
    });
    const preface =
      version?.includes('version=2') === true && command === 'upload-pack'
        ? ''
        : serviceLine(service);
    return packetAnswer(
      `${service}-advertisement`,
      Buffer.concat([Buffer.from(preface), advertised]),
    );
  }
  const input = exchange.incoming.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
  const output = await runGit({
    directory: copy.directory,
    arguments: [command, '--stateless-rpc', '.'],
    input,
    environment,
  });
  if (writes) {
    await takeOverPush(shell.core, { repository, actor, directory: copy.directory, before });
  }
  return packetAnswer(`${service}-result`, output);
}

function findRepository(
  shell: Shell,
  target: GitTarget,
  caller: { actor: Actor; writes: boolean },
): Repository {
  const repository = shell.core.state.repositoryNamed(target.owner, target.name);
  const access = repository === undefined ? null : accessOf(caller.actor, repository);
  const needed = caller.writes ? 'write' : 'read';
  if (repository !== undefined && access?.('contents', needed) === true) {
    return repository;
  }
  if (caller.actor.kind === 'anonymous') {
    throw new ApiRefusal(401, 'Repository not found or credentials needed.', {
      headers: { 'www-authenticate': 'Basic realm="GitHub"' },
    });
  }
  if (access === null) {
    throw new ApiRefusal(404, 'Repository not found.');
  }
  throw new ApiRefusal(403, `Permission denied to ${actorLogin(caller.actor)}.`);
}

function newCopy(shell: Shell, repository: Repository, copies: BareCopies): BareCopy {
  const copy = new BareCopy(join(shell.directory, 'git', `${repository.id}.git`), repository);
  copies.set(repository.id, copy);
  return copy;
}

function serviceLine(service: string): string {
  const line = `# service=${service}\n`;
  return `${(line.length + 4).toString(16).padStart(4, '0')}${line}0000`;
}

function packetAnswer(type: string, bytes: Buffer): Answer {
  return {
    status: 200,
    headers: { 'cache-control': 'no-cache' },
    body: { kind: 'bytes', bytes, contentType: `application/x-${type}` },
    effect: null,
  };
}

function textAnswer(
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return {
    status,
    headers,
    body: { kind: 'text', text, contentType: 'text/plain; charset=utf-8' },
    effect: null,
  };
}
