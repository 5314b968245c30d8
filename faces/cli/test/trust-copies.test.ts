// SPDX-License-Identifier: Apache-2.0
// Goal: a trust root in the publisher's file counts only where the accepted one vouches for it, and one
// that fell behind is caught up by the accepted one; only what repairs opens without either.
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { base64Encode, signPredicate, trustRootKind, type Signer } from '@marketops/core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createKeyPair } from '../src/composition/key-pair.ts';
import { withHome } from '../src/composition/opened-home.ts';
import { openSigner } from '../src/composition/person-signer.ts';
import { readSettings } from '../src/home/settings.ts';
import { openCliStage, requireExit, type CliStage } from './support/cli-stage.ts';
import { codesOf, jsonOf, memberOf, runCommand, textAt } from './support/command-run.ts';
import type { Environment } from './support/command-run.ts';

let stage: CliStage;
let home: string;
let environment: Environment;
let pinned: string;

beforeAll(async () => {
  stage = await openCliStage();
});
afterAll(async () => stage.close());
beforeEach(async () => {
  ({ home, environment } = await stage.makeHome());
  pinned = join(home, 'publisher', 'trust-root.dsse.json');
  copyFileSync(pinned, `${pinned}.first`);
});

const run = (...args: readonly string[]) => runCommand([...args, '--json'], environment);

/** Writes a successor of the root in force to the publisher's file: another mint key, so signed. */
async function writeSuccessor(mint: Signer & { publicKey: Uint8Array }, ...signers: Signer[]) {
  const settings = readSettings(environment, undefined);
  const current = await withHome(settings, async ({ pins }) => pins.trustRoot);
  const key = { keyId: mint.keyId, publicKey: base64Encode(mint.publicKey) };
  const keys = current.keys.map((own) => (own.roles.includes('mint') ? { ...own, ...key } : own));
  const next = { ...current, version: current.version + 1, keys };
  writeFileSync(pinned, await signPredicate(trustRootKind, next, signers));
}

async function keyIdOf(person: string): Promise<string> {
  const keys = memberOf(jsonOf(await run('trust', 'show')), 'trustRoot', 'keys');
  if (!Array.isArray(keys)) throw new Error('no keys');
  const index = keys.findIndex((_, at) => memberOf(keys, at, 'personId') === person);
  return textAt(keys, index, 'keyId');
}

async function examined(): Promise<unknown> {
  const { checks } = jsonOf(await run('doctor'));
  if (!Array.isArray(checks)) throw new Error('no checks');
  return checks.find((check) => memberOf(check, 'check') === 'trust copies');
}

describe("a publisher's file that is one version ahead", () => {
  it('is refused where nobody signed it that the accepted root knows', async () => {
    const thief = await createKeyPair(join(home, 'thief.key'));
    await writeSuccessor(thief, thief);
    for (const command of [['status'], ['trust', 'show'], ['trust', 'sync'], ['restore']]) {
      const refused = await run(...command);
      expect(refused.exit, command.join(' ')).toBe(8);
      expect(codesOf(refused)).toContain('trust.previous_threshold_unmet');
    }
    expect(await examined()).toMatchObject({ verdict: 'fail' });
    copyFileSync(`${pinned}.first`, pinned);
    requireExit(await run('status'), 0);
  });

  it('counts where a root key of the accepted one signed it, and sync has it accepted', async () => {
    const mint = await createKeyPair(join(home, 'mint-next.key'));
    await writeSuccessor(mint, await openSigner(join(home, 'keys', 'root.key')));
    expect(jsonOf(await run('trust', 'show'))).toMatchObject({
      trustStanding: 'ahead',
      trustRoot: { version: 2 },
    });
    requireExit(await run('trust', 'sync'), 0);
    expect(await examined()).toMatchObject({ verdict: 'ok', found: 'both version 2' });
  });
});

describe("a publisher's file that is behind", () => {
  it('is not relied on: a key that was struck out since does not count, and it is said', async () => {
    const bob = await keyIdOf('bob');
    requireExit(await run('trust', 'revoke', bob, '--compromised'), 0);
    copyFileSync(`${pinned}.first`, pinned);
    const shown = jsonOf(await run('trust', 'show'));
    expect(shown).toMatchObject({ trustStanding: 'behind', trustRoot: { version: 2 } });
    expect(JSON.stringify(memberOf(shown, 'trustRoot', 'keys'))).not.toContain(bob);
    const told = await runCommand(['status'], environment);
    expect(told.stdout).toContain("the publisher's file is one version behind");
    expect(await examined()).toMatchObject({ verdict: 'fail' });
    requireExit(await run('trust', 'sync'), 0);
    expect(await examined()).toMatchObject({ verdict: 'ok', found: 'both version 2' });
  });

  it('takes a further change as well as one that is level', async () => {
    requireExit(await run('trust', 'revoke', await keyIdOf('bob'), '--compromised'), 0);
    copyFileSync(`${pinned}.first`, pinned);
    requireExit(await run('trust', 'rotate', 'mint'), 0);
    expect(await examined()).toMatchObject({ verdict: 'ok', found: 'both version 3' });
  });

  it('is refused two versions behind', async () => {
    requireExit(await run('trust', 'rotate', 'mint'), 0);
    requireExit(await run('trust', 'rotate', 'mint'), 0);
    copyFileSync(`${pinned}.first`, pinned);
    const refused = await run('status');
    expect(codesOf(refused)).toEqual(['trust.root_rolled_back']);
  });
});

describe("a publisher's file of the same version", () => {
  it('is refused where it is not what was accepted', async () => {
    const mint = await createKeyPair(join(home, 'mint-next.key'));
    await writeSuccessor(mint, await openSigner(join(home, 'keys', 'root.key')));
    const other = readFileSync(pinned);
    copyFileSync(`${pinned}.first`, pinned);
    requireExit(await run('trust', 'rotate', 'mint'), 0);
    const accepted = readFileSync(pinned);
    writeFileSync(pinned, other);
    for (const command of [['status'], ['trust', 'sync']]) {
      expect(codesOf(await run(...command))).toEqual(['trust.root_rolled_back']);
    }
    writeFileSync(pinned, accepted);
    requireExit(await run('status'), 0);
  });
});
