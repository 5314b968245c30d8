// SPDX-License-Identifier: Apache-2.0
// The last shipped run is the newest that published everything it planned, however many came after.
import { describe, expect, it } from 'vitest';
import { parseRepositoryName } from '@marketops/core';
import { lastShippedRun } from '@marketops/engine';
import { must, sampleProject } from '@marketops/testkit';
import { ScriptedRoad } from '../scripted-road.ts';
import { dryRun, prodRun, runIdOf } from '../sample-runs.ts';

const lantern = must(parseRepositoryName('acme/lantern'));

describe('the last shipped run', () => {
  it('is none before anything was published', async () => {
    const sample = sampleProject();
    await dryRun(sample);
    expect(await lastShippedRun(sample.runs, lantern)).toBeNull();
  });

  it('is the newest whose operations all succeeded', async () => {
    const sample = sampleProject();
    const dry = await dryRun(sample);
    await prodRun(sample, runIdOf(dry), new ScriptedRoad());
    await sample.clock.sleep(1_000);
    const second = await prodRun(sample, runIdOf(dry), new ScriptedRoad());
    await sample.clock.sleep(1_000);
    const failing = new ScriptedRoad();
    failing.statuses.set('open_pr', 'failed');
    await prodRun(sample, runIdOf(dry), failing);
    expect((await lastShippedRun(sample.runs, lantern))?.runId).toBe(runIdOf(second));
    const other = must(parseRepositoryName('acme/other'));
    expect(await lastShippedRun(sample.runs, other)).toBeNull();
  });

  it('is found behind more runs than one page holds', async () => {
    const sample = sampleProject();
    const dry = await dryRun(sample);
    const shipped = await prodRun(sample, runIdOf(dry), new ScriptedRoad());
    sample.project.files.delete('package.json');
    for (let count = 0; count < 101; count += 1) {
      await sample.clock.sleep(1_000);
      await dryRun(sample);
    }
    expect((await lastShippedRun(sample.runs, lantern))?.runId).toBe(runIdOf(shipped));
  });
});
