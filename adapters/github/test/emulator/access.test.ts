// SPDX-License-Identifier: Apache-2.0
// Who may do what against the GitHub emulator: a repository's settings, a GitHub App's own tokens, and
// readers that write nothing.
import { generateKeyPairSync } from 'node:crypto';
import type { Operation } from '@marketops/core';
import type { GitHubSession } from '@marketops/publisher';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  HttpGitHubReaders,
  HttpGitHubSessions,
  HttpRepositoryReaders,
  parseGitHubApp,
  parseToken,
  type WriteCredential,
} from '../../src/index.ts';
import { canaryText, canaryToken } from '../support/connections.ts';
import { branchName, must, tagName } from '../support/operations.ts';
import { emulatedName, valueOf, type EmulatedRepository } from './emulated-repository.ts';
import { openSessionOn, operationOn, startWritableRepository } from './emulated-session.ts';

let emulated: EmulatedRepository;

beforeEach(async () => {
  emulated = await startWritableRepository();
});

afterEach(async () => {
  await emulated[Symbol.asyncDispose]();
});

const openSession = async (credential?: WriteCredential): Promise<GitHubSession> =>
  openSessionOn(emulated, credential);
const operation = (): Operation => operationOn(emulated);

describe('the settings of a repository', () => {
  test('are read where they may be', async () => {
    const session = await openSession();
    expect(valueOf(await session.repository())).toMatchObject({
      repositoryId: emulated.identity.repositoryId,
      ownerId: emulated.identity.ownerId,
      fullName: emulatedName,
      defaultBranch: 'main',
      archived: false,
      permissions: { push: true, admin: false },
    });
    expect(valueOf(await session.immutableReleases())).toBeNull();
    expect(valueOf(await session.rulesets())).toEqual([]);
    emulated.emulator.change({
      act: 'add_ruleset',
      repository: emulatedName,
      ruleset: {
        name: 'tags',
        target: 'tag',
        enforcement: 'active',
        include: ['refs/tags/v*'],
        exclude: [],
        bypassLogins: [],
        rules: [{ type: 'creation' }],
      },
    });
    expect(valueOf(await session.rulesets())).toMatchObject([
      { name: 'tags', target: 'tag', refIncludes: ['refs/tags/v*'], ruleTypes: ['creation'] },
    ]);
  });

  test('are still those of the same number after a rename, which fails everywhere else', async () => {
    const session = await openSession();
    emulated.emulator.change({
      act: 'rename_repository',
      repository: emulatedName,
      name: 'renamed',
    });
    expect(valueOf(await session.repository())).toMatchObject({
      repositoryId: emulated.identity.repositoryId,
      fullName: 'octo-org/renamed',
    });
    expect(await session.ref('refs/heads/main')).toMatchObject({
      ok: false,
      failure: { status: 301, redirectOrigin: emulated.emulator.apiUrl },
    });
    expect(await session.createRef('refs/heads/x', emulated.commit)).toMatchObject({
      ok: false,
      failure: { status: 307 },
    });
  });
});

describe('a GitHub App', () => {
  const pair = generateKeyPairSync('rsa', {
    modulusLength: 2_048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });

  function install(): WriteCredential {
    const { id } = emulated.emulator.addApp({
      slug: 'marketops-app',
      ownerLogin: 'octo-org',
      publicKeyPem: pair.publicKey,
    });
    emulated.emulator.addInstallation({
      appId: id,
      accountLogin: 'octo-org',
      permissions: { contents: 'write', pull_requests: 'write', metadata: 'read' },
    });
    return { kind: 'app', app: must(parseGitHubApp(String(id), pair.privateKey)) };
  }

  test('works under a token of its own, which is dead afterwards', async () => {
    const session = await openSession(install());
    valueOf(await session.createRef('refs/tags/v1.0.0', emulated.commit));
    await session.close();
    const tokens = [...emulated.emulator.state.tokens.values()];
    const minted = tokens.filter(({ kind }) => kind === 'installation');
    expect(minted).toMatchObject([
      {
        revoked: true,
        permissions: { contents: 'write', metadata: 'read' },
        repositories: [emulated.identity.repositoryId],
      },
    ]);
  });

  test('has no role in a repository, and is not taken for one that may not push', async () => {
    const session = await openSession(install());
    expect(valueOf(await session.repository()).permissions).toBeNull();
  });

  test('is known by its token alone, too', async () => {
    const session = await openSession(install());
    const minted = [...emulated.emulator.state.tokens].find(
      ([, { kind }]) => kind === 'installation',
    );
    const token = must(parseToken(minted?.[0] ?? ''));
    const plain = await openSession({ kind: 'token', token });
    expect(valueOf(await plain.repository()).permissions).toBeNull();
    const planning = new HttpRepositoryReaders(emulated.connection, { kind: 'token', token });
    const repository = valueOf(await planning.open(emulated.identity.fullName));
    expect(repository?.credential.couldWrite).toBeNull();
    await session.close();
  });

  test('may do nothing that its operation does not need', async () => {
    const session = await openSession(install());
    const reply = await session.createPullRequest({
      title: 't',
      body: 'b',
      head: 'main',
      base: 'main',
      draft: false,
      maintainerCanModify: false,
    });
    expect(reply).toMatchObject({
      ok: false,
      failure: { status: 403, acceptedPermissions: expect.stringContaining('pull_requests') },
    });
  });

  test('works on under a renewed token when the first has expired', async () => {
    const session = await openSession(install());
    for (const [secret, token] of emulated.emulator.state.tokens) {
      if (secret !== canaryText) token.revoked = true;
    }
    expect(await session.repository()).toMatchObject({ ok: false, failure: { status: 401 } });
    expect(await session.renew()).toMatchObject({ ok: true });
    expect(await session.repository()).toMatchObject({ ok: true });
  });

  test('that is not installed opens no session', async () => {
    const { id } = emulated.emulator.addApp({
      slug: 'stranger',
      ownerLogin: 'octo-org',
      publicKeyPem: pair.publicKey,
    });
    const app = must(parseGitHubApp(String(id), pair.privateKey));
    const sessions = new HttpGitHubSessions(emulated.connection, { kind: 'app', app });
    expect(await sessions.open(operation())).toMatchObject({
      ok: false,
      failure: { status: 404 },
    });
  });
});

describe('reading', () => {
  test('for a dry run, with or without a token, writes nothing', async () => {
    for (const credential of [
      { kind: 'none' } as const,
      { kind: 'token', token: canaryToken() } as const,
    ]) {
      const readers = new HttpGitHubReaders(emulated.connection, credential);
      const reader = valueOf(await readers.openReader(emulated.identity));
      expect(await reader.repository()).toMatchObject({ ok: true });
      expect(valueOf(await reader.commit(emulated.commit))).toMatchObject({ oid: emulated.commit });
      const planning = new HttpRepositoryReaders(emulated.connection, credential);
      const repository = valueOf(await planning.open(emulated.identity.fullName));
      expect(repository?.identity).toEqual(emulated.identity);
      expect(valueOf((await repository?.branch(branchName('main'))) ?? never())).toEqual({
        commit: emulated.commit,
        tree: emulated.tree,
      });
      expect(valueOf((await repository?.tag(tagName('v1'))) ?? never())).toBeNull();
      await readers.close();
      await planning.close();
    }
    expect(emulated.emulator.counters()).toMatchObject({ writes: 0, publicEffects: 0 });
  });
});

function never(): never {
  throw new Error('the repository was expected to open');
}
