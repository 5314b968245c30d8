// SPDX-License-Identifier: Apache-2.0
// The bytes of assets: by their public download address, and by the signed address that the API
// redirects to.

import { accessOf } from '../api/access.ts';
import { authenticate } from '../api/actor.ts';
import { downloaded } from '../api/answer.ts';
import { ApiRefusal } from '../api/api-refusal.ts';
import type { EmulatorState } from '../state/emulator-state.ts';
import type { ReleaseAsset } from '../state/release.ts';
import { deliver } from './deliver.ts';
import type { Exchange, Shell } from './exchange.ts';

/** Serves `/{owner}/{repo}/releases/download/{tag}/{file}` for published releases. */
export async function serveDownload(
  shell: Shell,
  exchange: Exchange,
  target: { owner: string; name: string; tag: string; file: string },
): Promise<void> {
  const asset = findDownload(shell.core.state, exchange, target);
  if (asset !== undefined) {
    asset.downloadCount += 1;
  }
  await sendAsset(exchange, asset);
}

/** Serves `/_storage/{repository}/{asset}` to holders of the signature. */
export async function serveStorage(
  shell: Shell,
  exchange: Exchange,
  target: { path: string; query: URLSearchParams },
): Promise<void> {
  const { state } = shell.core;
  const [, repositoryId, assetId] = target.path.split('/');
  const asset = state.repositories.get(Number(repositoryId))?.assets.get(Number(assetId));
  const signature = state.random.derived(`asset ${String(assetId)}`);
  await sendAsset(exchange, target.query.get('signature') === signature ? asset : undefined);
}

function findDownload(
  state: EmulatorState,
  exchange: Exchange,
  target: { owner: string; name: string; tag: string; file: string },
): ReleaseAsset | undefined {
  const repository = state.repositoryNamed(target.owner, target.name);
  if (repository === undefined) {
    return undefined;
  }
  try {
    const actor = authenticate(state, exchange.incoming.headers.authorization);
    if (accessOf(actor, repository) === null) {
      return undefined;
    }
  } catch (error) {
    if (error instanceof ApiRefusal) {
      return undefined;
    }
    throw error;
  }
  const release = [...repository.releases.values()].find(
    (candidate) => !candidate.draft && candidate.tagName === target.tag,
  );
  return [...repository.assets.values()].find(
    (asset) => asset.releaseId === release?.id && asset.name === target.file,
  );
}

async function sendAsset(exchange: Exchange, asset: ReleaseAsset | undefined): Promise<void> {
  const omitBody = exchange.incoming.method === 'HEAD';
  if (asset === undefined || asset.bytesPath === null) {
    const body = { kind: 'text', text: 'Not Found', contentType: 'text/plain' } as const;
    await deliver(exchange.response, { status: 404, headers: {}, body, effect: null }, omitBody);
    return;
  }
  const headers = { 'content-disposition': `attachment; filename=${asset.name}` };
  const answer = downloaded({ path: asset.bytesPath, size: asset.size }, headers);
  await deliver(exchange.response, answer, omitBody);
}
