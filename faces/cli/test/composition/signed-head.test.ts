// SPDX-License-Identifier: Apache-2.0
// Goal: whatever a home has recorded is under a signed head however the process ends: before anything is
// sent, after anything is settled, and where a command throws; and a later head is never replaced.
import { copyFileSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { AuthorizedPlan } from '@marketops/authority';
import type { ProgressEvent } from '@marketops/publisher';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readRunId } from '../../src/act/stored-run.ts';
import { openGitHub } from '../../src/composition/github.ts';
import { signHead } from '../../src/composition/log-head.ts';
import { withHome, type OpenedHome } from '../../src/composition/opened-home.ts';
import { openPublisher } from '../../src/composition/publisher.ts';
import { actAuthorize } from '../../src/demo/acts.ts';
import { honestSubmission } from '../../src/demo/forbidden.ts';
import { readSettings, type Settings } from '../../src/home/settings.ts';
import { approve, openCliStage, planOf, type CliStage } from '../support/cli-stage.ts';
import { startCommand } from '../support/command-process.ts';
import { codesOf, runCommand, type Environment } from '../support/command-run.ts';

let stage: CliStage;
let home: string;
let environment: Environment;
let settings: Settings;

beforeEach(async () => {
  stage = await openCliStage();
  ({ home, environment } = await stage.makeHome());
  settings = readSettings({ ...stage.publishing, ...environment }, undefined);
});
afterEach(async () => stage.close());

/** The size that the signed head in the file speaks of. */
function headSize(): number {
  return Number(readFileSync(join(home, 'publisher', 'checkpoint'), 'utf8').split('\n')[1]);
}

function logSize({ store }: OpenedHome): Promise<number> {
  return store.readLog((log) => log.size());
}

function hideLogKey(): () => void {
  const key = join(home, 'keys', 'log.key');
  renameSync(key, `${key}.hidden`);
  return () => renameSync(`${key}.hidden`, key);
}

/** Receipts of an approved plan of a project of its own. */
async function authorized(): Promise<AuthorizedPlan> {
  const project = stage.copyProject();
  const runId = await planOf(project, environment);
  await approve(stage, runId, { environment, people: ['alice', 'bob'] });
  const scene = { project, tell: () => undefined };
  return withHome(settings, (opened) => actAuthorize({ ...scene, home: opened }, readRunId(runId)));
}

/** Hands the tag over and says what became of it; `watch` hears what happens meanwhile. */
async function tag(
  opened: OpenedHome,
  plan: AuthorizedPlan,
  watch: (event: ProgressEvent) => void,
) {
  await using github = openGitHub(opened.settings, opened.machine.clock);
  const listener = { report: watch };
  const options = { faultsMax: 1, leaseMs: 1_000, quarantineMs: 1_000 };
  const publisher = await openPublisher({ home: opened, github, listener, options });
  // Awaited here: the connections close when this function returns.
  return await publisher.submit(honestSubmission(plan, 'tag_repo'));
}

describe('a command that throws', () => {
  it('signs what it recorded, so that a backup from before is noticed', async () => {
    copyFileSync(join(home, 'marketops.db'), join(stage.folder, 'before.db'));
    const broken = withHome(settings, async (opened) => {
      await opened.receipts.bumpConsumptionEpoch('somebody');
      throw new Error('broken off');
    });
    await expect(broken).rejects.toThrow('broken off');
    await withHome(settings, async (opened) => expect(headSize()).toBe(await logSize(opened)));
    for (const end of ['-wal', '-shm']) rmSync(join(home, `marketops.db${end}`), { force: true });
    copyFileSync(join(stage.folder, 'before.db'), join(home, 'marketops.db'));
    const run = await runCommand(['status', '--json'], environment);
    expect(codesOf(run)).toEqual(['store.behind_checkpoint']);
  });

  it('signs no head over a store that restore has refused to take into use', async () => {
    copyFileSync(join(home, 'marketops.db'), join(stage.folder, 'before.db'));
    await withHome(settings, (opened) => opened.receipts.bumpConsumptionEpoch('somebody'));
    const size = headSize();
    for (const end of ['-wal', '-shm']) rmSync(join(home, `marketops.db${end}`), { force: true });
    copyFileSync(join(stage.folder, 'before.db'), join(home, 'marketops.db'));
    expect((await runCommand(['restore'], environment)).exit).toBe(8);
    expect(headSize()).toBe(size);
  });
});

describe('publishing', () => {
  it('signs the admission before anything is sent, the settlement before it is told', async () => {
    const plan = await authorized();
    await withHome(settings, async (opened) => {
      const before = await logSize(opened);
      const seen = new Map<string, number>();
      const outcome = await tag(opened, plan, ({ kind }) => {
        if (!seen.has(kind)) seen.set(kind, headSize());
      });
      expect(outcome.status).toBe('success');
      expect(seen.get('admitted')).toBe(before + 1);
      expect(seen.get('attempted')).toBe(before + 1);
      expect(headSize()).toBe(await logSize(opened));
    });
  });

  it('sends nothing while no head can be written, and goes on once one can', async () => {
    const plan = await authorized();
    const writes = stage.emulator.counters().writes;
    const showKey = hideLogKey();
    await withHome(settings, async (opened) => {
      const outcome = await tag(opened, plan, () => undefined);
      expect(outcome.status).toBe('outcome_unknown');
      expect(stage.emulator.counters().writes).toBe(writes);
      showKey();
    });
    const run = await runCommand(['reconcile', '--json'], { ...stage.publishing, ...environment });
    expect(run.exit, run.stdout).toBe(0);
    expect(stage.emulator.counters().writes).toBeGreaterThan(writes);
  });

  it('loses no outcome to a head that cannot be written', async () => {
    const plan = await authorized();
    await withHome(settings, async (opened) => {
      const show: (() => void)[] = [];
      const outcome = await tag(opened, plan, ({ kind }) => {
        if (kind === 'attempted' && show.length === 0) show.push(hideLogKey());
      });
      expect(outcome.status).toBe('success');
      expect(headSize()).toBeLessThan(await logSize(opened));
      for (const showKey of show) showKey();
    });
    await withHome(settings, async (opened) => expect(headSize()).toBe(await logSize(opened)));
  });

  it('signs while it watches, not only when it is told to end', async () => {
    const plan = await authorized();
    const showKey = hideLogKey();
    const open = withHome(settings, (opened) => tag(opened, plan, () => undefined));
    await expect(open).rejects.toThrow('log.key');
    showKey();
    const before = headSize();
    const publishing = { ...stage.publishing, ...environment };
    const watcher = startCommand(['reconcile', '--watch', '60', '--json'], publishing);
    await watcher.shows('operations were open or unknown');
    expect(headSize()).toBeGreaterThan(before);
    watcher.process.kill('SIGKILL');
    await watcher.ended;
    await withHome(settings, async (opened) => expect(headSize()).toBe(await logSize(opened)));
  });
});

describe('two that sign at once', () => {
  it('never put an older head in the place of a newer one', async () => {
    await withHome(settings, (slow) =>
      withHome(settings, async (quick) => {
        const readSlowly: OpenedHome['store']['readLog'] = async (work) => {
          const read = await slow.store.readLog(work);
          await quick.receipts.bumpConsumptionEpoch('somebody');
          await signHead(quick);
          return read;
        };
        await signHead({ ...slow, store: { readLog: readSlowly } });
        expect(headSize()).toBe(await logSize(quick));
      }),
    );
  });

  it('do not meet in one draft, and leave none', async () => {
    const commands = Array.from({ length: 3 }, () => startCommand(['status'], environment).ended);
    const exits = (await Promise.all(commands)).map(({ exit }) => exit);
    expect(exits).toEqual([0, 0, 0]);
    const drafts = readdirSync(join(home, 'publisher')).filter((name) => name.endsWith('.new'));
    expect(drafts).toEqual([]);
  });
});
