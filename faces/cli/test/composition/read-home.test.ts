// SPDX-License-Identifier: Apache-2.0
// Goal: a home that cannot be written is read with every check that any other home passes, is left as it
// was to the last byte, and the answer says how much of its log stands under a signed head.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { liveRequests } from '../../src/act/live-requests.ts';
import { readRecords } from '../../src/act/log-reading.ts';
import type { OpenedHome } from '../../src/composition/opened-home.ts';
import { readHome } from '../../src/composition/read-home.ts';
import { done, type CommandResult } from '../../src/face/command-result.ts';
import { readSettings } from '../../src/home/settings.ts';
import { approve, openCliStage, planOf, type CliStage } from '../support/cli-stage.ts';
import type { Environment } from '../support/command-run.ts';

let stage: CliStage;
let project: string;
let home: string;
let environment: Environment;
let checkpoint: string;

beforeAll(async () => {
  stage = await openCliStage();
  project = stage.copyProject();
});
afterAll(async () => stage.close());
beforeEach(async () => {
  ({ home, environment } = await stage.makeHome());
  checkpoint = join(home, 'publisher', 'checkpoint');
});

const nowhere = async (): Promise<boolean> => false;

async function look(opened: OpenedHome): Promise<CommandResult> {
  const records = await readRecords(opened);
  const requests = await liveRequests(opened);
  return done({ records: records.length, requests: requests.length }, ['looked at']);
}

function read(work = look): Promise<CommandResult> {
  return readHome(readSettings(environment, undefined), work, nowhere);
}

/** Every file of the home with its bytes. */
function bytesOf(): readonly (readonly [string, string])[] {
  const entries = readdirSync(home, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name)).toSorted();
  return paths.map((path) => [path, readFileSync(path, 'hex')]);
}

describe('a home that cannot be written', () => {
  it('is read, left as it was, and said to be under no new head', async () => {
    const runId = await planOf(project, environment);
    await approve(stage, runId, { environment, people: ['alice'] });
    const before = bytesOf();
    const answer = await read();
    expect(bytesOf()).toEqual(before);
    const records = answer.json['records'];
    expect(answer).toMatchObject({
      exit: 0,
      json: { requests: 1, headUnsigned: { home, records, signedRecords: records } },
      lines: ['looked at', expect.stringContaining('no head was signed')],
    });
  });

  it('does not pass records off as signed that no head covers', async () => {
    const head = readFileSync(checkpoint);
    const { records: signedRecords } = (await read()).json;
    await planOf(project, environment);
    writeFileSync(checkpoint, head);
    const { json, lines } = await read();
    const [records, signed] = [Number(json['records']), Number(signedRecords)];
    expect(records).toBeGreaterThan(signed);
    expect(json['headUnsigned']).toEqual({ home, records, signedRecords: signed });
    expect(lines.at(-1)).toContain(`covers ${signed} of ${records} records`);
  });

  it('is refused where its head is missing, or of a log that it does not hold', async () => {
    const head = readFileSync(checkpoint, 'utf8');
    writeFileSync(
      checkpoint,
      head.replace(/\n(\d+)\n/, (_, size) => `\n${Number(size) + 1}\n`),
    );
    await expect(read()).rejects.toThrow('store.behind_checkpoint');
    rmSync(checkpoint);
    await expect(read()).rejects.toThrow('store.behind_checkpoint');
  });

  it('takes nothing that would have to be written', async () => {
    const before = bytesOf();
    const work = async (opened: OpenedHome): Promise<CommandResult> => {
      await opened.receipts.bumpConsumptionEpoch('nobody');
      return done({}, []);
    };
    await expect(read(work)).rejects.toMatchObject({ refusal: { code: 'store.read_only' } });
    expect(bytesOf()).toEqual(before);
  });
});
