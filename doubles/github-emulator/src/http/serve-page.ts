// SPDX-License-Identifier: Apache-2.0
// Plain pages for people who follow an `html_url`: a repository, a release, a pull request.

import { accessOf } from '../api/access.ts';
import type { EmulatorState } from '../state/emulator-state.ts';
import type { PullRequest } from '../state/pull-request.ts';
import type { Release } from '../state/release.ts';
import { assetsOf, fullNameOf, type Repository } from '../state/repository.ts';
import { deliver } from './deliver.ts';
import type { Exchange, Shell } from './exchange.ts';

/** A page of a repository; `rest` is what follows `/{owner}/{repo}/`. */
export interface PageTarget {
  readonly owner: string;
  readonly name: string;
  readonly rest: string;
}

/** Serves a page to anybody who may read the repository without a token. */
export async function servePage(
  shell: Shell,
  exchange: Exchange,
  target: PageTarget,
): Promise<void> {
  const main = renderPage(shell.core.state, target);
  const text = `<!doctype html>\n<meta charset="utf-8">\n<title>GitHub emulator</title>\n${main ?? '<h1>404</h1>'}\n`;
  const body = { kind: 'text', text, contentType: 'text/html; charset=utf-8' } as const;
  const headers = { 'content-security-policy': "default-src 'none'" };
  const status = main === null ? 404 : 200;
  const omitBody = exchange.incoming.method === 'HEAD';
  await deliver(exchange.response, { status, headers, body, effect: null }, omitBody);
}

function renderPage(state: EmulatorState, target: PageTarget): string | null {
  const repository = state.repositoryNamed(target.owner, target.name);
  if (repository === undefined || accessOf({ kind: 'anonymous' }, repository) === null) {
    return null;
  }
  const tag = /^releases\/tag\/(.+)$/.exec(target.rest)?.[1];
  const number = /^pull\/(\d+)$/.exec(target.rest)?.[1];
  if (tag !== undefined) {
    const releases = [...repository.releases.values()];
    const release = releases.find((one) => !one.draft && one.tagName === tag);
    return release === undefined ? null : releasePage(repository, release);
  }
  if (number !== undefined) {
    const pull = repository.pulls.get(Number(number));
    return pull === undefined ? null : pullPage(repository, pull);
  }
  return target.rest === '' ? repositoryPage(repository) : null;
}

function repositoryPage(repository: Repository): string {
  const name = fullNameOf(repository);
  const refs = [...repository.refs].map(([ref, { id }]) => `${ref} ${id}`);
  const releases = [...repository.releases.values()]
    .filter((release) => !release.draft)
    .map((release) => link(`/${name}/releases/tag/${release.tagName}`, release.tagName));
  const pulls = [...repository.pulls.values()].map((pull) =>
    link(`/${name}/pull/${pull.number}`, `#${pull.number} ${pull.title}`),
  );
  return [
    `<h1>${escaped(name)}</h1>`,
    `<h2>References</h2>${list(refs.map(escaped))}`,
    `<h2>Releases</h2>${list(releases)}`,
    `<h2>Pull requests</h2>${list(pulls)}`,
  ].join('\n');
}

function releasePage(repository: Repository, release: Release): string {
  const name = fullNameOf(repository);
  const tagged = repository.refs.get(`refs/tags/${release.tagName}`)?.id ?? 'no tag';
  const assets = assetsOf(repository, release.id).map((asset) => {
    const address = `/${name}/releases/download/${release.tagName}/${asset.name}`;
    return `${link(address, asset.name)} ${asset.size} ${escaped(asset.digest ?? 'no digest')}`;
  });
  return [
    `<h1>${escaped(release.name ?? release.tagName)}</h1>`,
    `<p>${link(`/${name}`, name)} ${escaped(release.tagName)} ${escaped(tagged)}</p>`,
    `<pre>${escaped(release.body ?? '')}</pre>${list(assets)}`,
  ].join('\n');
}

function pullPage(repository: Repository, pull: PullRequest): string {
  const name = fullNameOf(repository);
  const branches = `${pull.state}: ${pull.headBranch} ${pull.headId} into ${pull.baseBranch}`;
  return [
    `<h1>#${pull.number} ${escaped(pull.title)}</h1>`,
    `<p>${link(`/${name}`, name)} ${escaped(branches)}</p>`,
    `<pre>${escaped(pull.body ?? '')}</pre>`,
  ].join('\n');
}

function list(items: readonly string[]): string {
  return `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;
}

function link(address: string, text: string): string {
  return `<a href="${escaped(encodeURI(address))}">${escaped(text)}</a>`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
