// SPDX-License-Identifier: Apache-2.0
// Goal: a write that was never announced is seen at GitHub's door, even where others were announced
// and never sent.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { FaultRule, HookContext } from '@marketops/github-emulator';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LogWitness, type WatchedDoor } from '../../cell/log-witness.ts';

const releases = '/repos/{owner}/{repo}/releases';
const release = `${releases}/{release_id}`;

let folder = '';
let path = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'witness-'));
  path = join(folder, 'store.sqlite');
  using database = new DatabaseSync(path);
  database.exec('CREATE TABLE log_leaf (leaf BLOB NOT NULL)');
});

afterEach(() => rmSync(folder, { recursive: true }));

function announce(...steps: readonly string[]): void {
  using database = new DatabaseSync(path);
  const insert = database.prepare('INSERT INTO log_leaf (leaf) VALUES (?)');
  for (const step of steps) {
    insert.run(Buffer.from(JSON.stringify({ event: 'operation.attempted', step })));
  }
}

/** A door at which writes arrive, and what the witness saw there. */
async function arrivals(...writes: readonly (readonly [string, string])[]) {
  const rules: FaultRule[] = [];
  const door: WatchedDoor = {
    addFault: (rule) => void rules.push(rule),
    writeRoutes: () => [
      { method: 'POST', route: releases },
      { method: 'PATCH', route: release },
    ],
  };
  const witness = new LogWitness(door, path);
  for (const [method, route] of writes) {
    const context: HookContext = { when: 'before_apply', requestId: '', method, route, path: '' };
    for (const { fault } of rules) if (fault.kind === 'hook') await fault.run(context);
  }
  witness.close();
  return witness.unannounced;
}

test('a write whose attempt is on record is announced, a read needs no record', async () => {
  announce('draft', 'publish');
  expect(await arrivals(['POST', releases], ['GET', releases], ['PATCH', release])).toEqual([]);
});

test('a write is not announced by attempts of another', async () => {
  announce('draft', 'draft', 'asset/a.txt');
  expect(await arrivals(['POST', releases], ['PATCH', release])).toEqual([`PATCH ${release}`]);
});

test('a write that arrives more often than it was announced is seen', async () => {
  announce('draft');
  expect(await arrivals(['POST', releases], ['POST', releases])).toEqual([`POST ${releases}`]);
});
