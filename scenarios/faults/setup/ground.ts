// SPDX-License-Identifier: Apache-2.0
// What a scenario is played on: a GitHub of its own that outlives every process, and the home of one
// publisher with operations that are approved and have their receipts.
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instantToMs, type Operation, type OperationKind } from '@marketops/core';
import {
  startGitHubEmulator,
  type RunningEmulator,
  type SettingsChange,
} from '@marketops/github-emulator';
import { openSqliteStore } from '@marketops/store-sqlite';
import { SystemClock } from '@marketops/system';
import { SeededEntropy } from '@marketops/testkit';
import { authorize, trustRootOf } from './authorized-submission.ts';
import {
  baseName,
  placeBaseRepository,
  publisherLogin,
  type BaseRepository,
} from './base-repository.ts';
import { homePaths, prepareHome } from './publisher-home.ts';
import { stageOperation, type StagedAsset } from './staged-operation.ts';
import type { OrderedCredential } from '../process/publisher-order.ts';

/** The name of the publisher's token in the emulator's logs. */
export const tokenName = 'publisher';
const tokenSecret = 'publisher-secret';
const appSlug = 'marketops-publisher';

/** Every account that a publisher of a cell writes as. */
export const publisherLogins: readonly string[] = [publisherLogin, `${appSlug}[bot]`];

/** An RSA key of a GitHub App, in PEM. */
export interface AppKey {
  readonly publicKey: string;
  readonly privateKey: string;
}

/** What a scenario is played on. */
export interface Ground {
  readonly emulator: RunningEmulator;
  readonly base: BaseRepository;
  /** In the order in which they were asked for. */
  readonly operations: readonly Operation[];
  readonly folder: string;
  readonly credential: OrderedCredential;
  readonly clock: SystemClock;
  /** A token that works, after the first one was taken away. */
  newToken(): OrderedCredential;
  close(): Promise<void>;
}

/** What a ground is made from. */
export interface GroundSpec {
  /** One operation each. */
  readonly kinds: readonly OperationKind[];
  readonly seed: string;
  /** Null where no App is asked for. */
  readonly appKey: AppKey | null;
  /** Beside the small lag of lists that every GitHub here has. */
  readonly settings?: SettingsChange;
  /** The files of a release; three small ones unless given. */
  readonly assets?: readonly StagedAsset[];
}

/** Lists lag a little everywhere, as GitHub's do; less than the publisher waits between looks. */
const lag = { refsMs: 40, releasesMs: 120, assetsMs: 80, pullsMs: 120 };

/** Makes a key for GitHub Apps; slow, so once a run. */
export function makeAppKey(): AppKey {
  return generateKeyPairSync('rsa', {
    modulusLength: 2_048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
}

/** Starts the GitHub and prepares the home. */
export async function prepareGround(spec: GroundSpec): Promise<Ground> {
  const clock = new SystemClock();
  const entropy = new SeededEntropy(spec.seed);
  const emulator = await startGitHubEmulator({
    clock: () => instantToMs(clock.now()),
    seed: spec.seed,
    settings: { lag, ...spec.settings },
  });
  const base = placeBaseRepository(emulator);
  emulator.addToken({ token: tokenSecret, login: publisherLogin, name: tokenName });
  const assets = spec.assets === undefined ? {} : { assets: spec.assets };
  const staged = spec.kinds.map((kind, serial) =>
    stageOperation({ kind, base, entropy, serial, ...assets }),
  );
  const folder = await mkdtemp(join(tmpdir(), 'marketops-ground-'));
  const now = clock.now();
  await prepareHome(folder, {
    repository: base.identity,
    trustRoot: trustRootOf(now),
    submissions: await Promise.all(
      staged.map(({ operation }) => authorize(operation, { now, entropy })),
    ),
    contents: staged.flatMap(({ contents }) => contents),
  });
  const store = await openSqliteStore(homePaths(folder).store, { clock });
  await store.close();
  const newToken = (): OrderedCredential => {
    const token = `${tokenSecret}-new`;
    emulator.addToken({ token, login: publisherLogin, name: `${tokenName}-new` });
    return { kind: 'token', token };
  };
  return {
    emulator,
    base,
    operations: staged.map(({ operation }) => operation),
    folder,
    clock,
    newToken,
    credential:
      spec.appKey !== null
        ? installApp(emulator, spec.appKey)
        : { kind: 'token', token: tokenSecret },
    close: async () => {
      await emulator.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function installApp(
  emulator: RunningEmulator,
  { publicKey, privateKey }: AppKey,
): OrderedCredential {
  const app = emulator.addApp({
    slug: appSlug,
    ownerLogin: baseName.owner,
    publicKeyPem: publicKey,
  });
  emulator.addInstallation({
    appId: app.id,
    accountLogin: baseName.owner,
    permissions: { metadata: 'read', contents: 'write', pull_requests: 'write' },
  });
  return { kind: 'app', appId: String(app.id), privateKey };
}
