// SPDX-License-Identifier: Apache-2.0
// Makes a home: keys, trust root, pins, policy and an empty store, all in a folder that only its
// owner may enter. The folder gets its name last, so that a home is whole or not there.
import { existsSync } from 'node:fs';
import { readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative } from 'node:path';
import {
  refusal,
  signPredicate,
  trustRootKind,
  type RepositoryIdentity,
  type TrustRoot,
} from '@marketops/core';
import { readSshPublicKeyLine } from '@marketops/keyring';
import { makeFolders } from '@marketops/system';
import { CommandRefused, refuse } from '../face/command-result.ts';
import { shellWord } from '../face/shell-word.ts';
import { homeFiles, type HomeFiles } from '../home/home-files.ts';
import type { PersonOption } from '../home/person-option.ts';
import { writePins } from '../home/pins-file.ts';
import { readPublicKeyFile } from '../home/public-key-file.ts';
import type { Settings } from '../home/settings.ts';
import { foundingTrustRoot } from './founding-trust-root.ts';
import { writeStarterPolicy } from './home-policy.ts';
import { createKeyPair } from './key-pair.ts';
import { thisMachine } from './machine.ts';
import { withHome, type OpenedHome } from './opened-home.ts';

const ownerOnly = 0o700;

/** What a home is made for. */
export interface HomeWish {
  readonly repository: RepositoryIdentity;
  readonly people: readonly PersonOption[];
  /** The least number of different people for anything; 2 unless asked for otherwise. */
  readonly approvalsMin: number;
}

/** What was made. */
export interface MadeHome {
  readonly files: HomeFiles;
  readonly trustRoot: TrustRoot;
  readonly audience: string;
}

/** Makes a home where there is none; throws CommandRefused otherwise and leaves nothing behind. */
export async function makeHome(settings: Settings, wish: HomeWish): Promise<MadeHome> {
  const { home } = settings;
  await requireNothing(home);
  if (existsSync(settings.database.path)) {
    const details = { subject: settings.database.path, expected: 'no home yet' };
    return refuse(refusal('home.exists', { ...details, found: 'one that is in use' }));
  }
  const draft = `${home}.new`;
  const drafted = draftSettings(settings, draft);
  await rm(draft, { recursive: true, force: true });
  try {
    const trustRoot = await fillHome(homeFiles(draft), wish);
    await putInForce(drafted);
    await rename(draft, home);
    return { files: homeFiles(home), trustRoot, audience: audienceOf(wish.repository) };
  } catch (error) {
    const { path } = drafted.database;
    for (const left of [draft, path, `${path}-wal`, `${path}-shm`]) {
      await rm(left, { recursive: true, force: true });
    }
    throw error;
  }
}

/** Throws where a home, or something else than an empty folder, is at a path. */
async function requireNothing(home: string): Promise<void> {
  if (!existsSync(home)) return;
  const held = await readdir(home).catch(() => null);
  if (held !== null && held.length === 0) return;
  const expected = 'no home yet, or an empty folder';
  if (existsSync(homeFiles(home).pins)) {
    refuse(refusal('home.exists', { subject: home, expected, found: 'one that is in use' }));
  }
  const other = refusal('home.exists', { subject: home, expected, found: 'something else' });
  throw new CommandRefused([other], { next: `ls -lA ${shellWord(home)}` });
}

/** The settings of the home while it is made: a database inside of it is made inside the draft. */
function draftSettings(settings: Settings, draft: string): Settings {
  const { path } = settings.database;
  const below = relative(settings.home, path);
  const inside = !below.startsWith('..') && !isAbsolute(below);
  const database = { ...settings.database, path: inside ? join(draft, below) : path };
  return { ...settings, home: draft, database };
}

async function fillHome(files: HomeFiles, wish: HomeWish): Promise<TrustRoot> {
  const folders = [files.home, dirname(files.rootKey), dirname(files.pins)];
  for (const folder of [...folders, files.policy, files.content, files.evidence]) {
    await makeFolders(folder, ownerOnly);
  }
  const keys = {
    root: await createKeyPair(files.rootKey),
    mint: await createKeyPair(files.mintKey),
    advise: await createKeyPair(files.adviseKey),
    log: await createKeyPair(files.logKey),
  };
  const people = await Promise.all(
    wish.people.map(async (person) => ({
      person,
      key: await readPublicKeyFile(person.keyFile, readSshPublicKeyLine),
    })),
  );
  const trustRoot = foundingTrustRoot({
    authority: `urn:marketops:authority:${wish.repository.fullName.toLowerCase()}`,
    now: thisMachine().clock.now(),
    keys,
    people,
  });
  await writeFile(files.trustRoot, await signPredicate(trustRootKind, trustRoot, [keys.root]));
  const { approvalsMin: peopleMin, repository } = wish;
  await writePins(files.pins, {
    schema: 'urn:marketops:publisher-pins:v1',
    audience: audienceOf(repository),
    repositories: [repository],
    approvalsMin: { publish_release: peopleMin, tag_repo: peopleMin, open_pr: peopleMin },
  });
  await writeStarterPolicy(files.policy);
  // A home inside a working copy must not make it dirty, and must never be committed.
  await writeFile(join(files.home, '.gitignore'), '*\n');
  return trustRoot;
}

/** Accepts the founding trust root and policy, and signs the first head of the log. */
async function putInForce(settings: Settings): Promise<void> {
  const found = async (home: OpenedHome): Promise<void> => {
    const envelope = new Uint8Array(await readFile(home.files.trustRoot));
    const root = await home.trust.accept(envelope, 'init');
    if (!root.ok) refuse(...root.refusals);
    const policy = await home.policies.accept('init');
    if (!policy.ok) refuse(...policy.refusals);
  };
  try {
    await withHome(settings, found, { store: 'made' });
  } catch (error) {
    if (!(error instanceof CommandRefused)) throw error;
    if (!error.refusals[0].code.startsWith('trust.')) throw error;
    // What is wrong with the first trust root is how people were named; there is none yet to be shown.
    throw new CommandRefused(error.refusals, { next: 'marketops init --help' });
  }
}

function audienceOf({ fullName }: RepositoryIdentity): string {
  return `urn:marketops:publisher:${fullName.toLowerCase()}`;
}
