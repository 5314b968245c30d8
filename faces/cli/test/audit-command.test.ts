// SPDX-License-Identifier: Apache-2.0
// Goal: an exported log is verified as the files that an auditor reads: nothing beside what the head
// covers, and no head by a key whose time was over.
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { instantFromMs, instantToMs, parseInstant } from '@marketops/core';
import { parseAuditLeaf, parseEvidenceTrust } from '@marketops/log';
import { must } from '@marketops/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCliStage, requireExit, type CliStage } from './support/cli-stage.ts';
import { codesOf, jsonOf, memberOf, runCommand } from './support/command-run.ts';

let stage: CliStage;
let folder: string;
let trust: string;

beforeAll(async () => {
  stage = await openCliStage();
  const { environment } = await stage.makeHome();
  folder = join(stage.folder, 'log');
  trust = join(stage.folder, 'trust.json');
  requireExit(await runCommand(['audit', 'export', folder], environment), 0);
  requireExit(await runCommand(['trust', 'export', trust], environment), 0);
}, 60_000);
afterAll(async () => stage.close());

const verify = (by = trust) => runCommand(['audit', 'verify', folder, '--trust', by, '--json']);

function leaves(): readonly string[] {
  return readFileSync(join(folder, 'leaves.ndjson'), 'utf8').split('\n').slice(0, -1);
}

/** The trust file with the log's key ended so many milliseconds after the newest record. */
function trustEnded(afterNewestMs: number): string {
  const [newest = ''] = leaves()
    .map((leaf) => must(parseAuditLeaf(Buffer.from(leaf))).recordedAt)
    .toSorted()
    .toReversed();
  const given = must(parseEvidenceTrust(readFileSync(trust)));
  const validUntil = instantFromMs(instantToMs(must(parseInstant(newest))) + afterNewestMs);
  const keys = given.trustRoot.keys.map((key) =>
    key.roles.includes('log') ? { ...key, validUntil } : key,
  );
  const file = join(stage.folder, `trust-${afterNewestMs}.json`);
  writeFileSync(file, JSON.stringify({ ...given, trustRoot: { ...given.trustRoot, keys } }));
  return file;
}

describe('audit verify', () => {
  it('takes what audit export wrote', async () => {
    expect((await verify()).exit).toBe(0);
  });

  it('takes a head by a key that ended after the newest record', async () => {
    expect((await verify(trustEnded(1))).exit).toBe(0);
  });

  it('refuses a head by a key that had ended by the newest record', async () => {
    const run = await verify(trustEnded(0));
    expect(run.exit).toBe(8);
    expect(codesOf(run)).toEqual(['evidence.checkpoint_invalid']);
  });

  it.each(['\n', ''])('refuses records beyond the head, which nobody signed: %j', async (end) => {
    const file = join(folder, 'leaves.ndjson');
    const exported = readFileSync(file);
    const [last = ''] = leaves().toReversed();
    appendFileSync(file, `${last}${end}`);
    const run = await verify();
    writeFileSync(file, exported);
    expect(run.exit).toBe(8);
    expect(codesOf(run)).toEqual(['evidence.log_altered']);
  });

  it.each(['checkpoint', 'leaves.ndjson'])(
    'leads whoever has no home to no command that needs one: %s',
    async (name) => {
      const file = join(folder, name);
      const exported = readFileSync(file, 'utf8');
      writeFileSync(file, exported.replaceAll('a', 'b'));
      const run = await verify();
      writeFileSync(file, exported);
      expect(run.exit).toBe(8);
      const next = `marketops audit verify FOLDER --trust ${trust}`;
      expect(jsonOf(run)).toMatchObject({ refusals: [{ next }], next });
      expect(memberOf(jsonOf(run), 'refusals')).toHaveLength(1);
    },
  );
});
