// SPDX-License-Identifier: Apache-2.0
// One receipt handed in many times at once, to two replicas that share a store: one is admitted, all
// others are rejected, and every one of them is in the log.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuditLogReader, type LogReader } from '@marketops/log';
import { openSqliteStore } from '@marketops/store-sqlite';
import { PublisherChild } from '../process/publisher-child.ts';
import { prepareGround, type Ground } from '../setup/ground.ts';
import { orderOnGround } from '../setup/order-on-ground.ts';
import { homePaths } from '../setup/publisher-home.ts';

/** What came of it. */
export interface StormReport {
  readonly submissions: number;
  /** Answers that said success; those who lost the race are not among them. */
  readonly admitted: number;
  readonly rejected: number;
  /** Rejections whose reason is that the receipt is spent. */
  readonly rejectedAsConsumed: number;
  readonly loggedAdmissions: number;
  readonly loggedRejections: number;
  readonly tagsOnGitHub: number;
  readonly wallMs: number;
}

const replicas = ['replica-a', 'replica-b'] as const;
const stormSeed = 'storm';

/** Hands one receipt in `submissions` times at once. */
export async function playStorm(submissions: number): Promise<StormReport> {
  const compileCache = await mkdtemp(join(tmpdir(), 'marketops-compiled-'));
  const ground = await prepareGround({ kinds: ['tag_repo'], seed: stormSeed, appKey: null });
  try {
    const begunMs = performance.now();
    const shares = replicas.map((holder, index) => ({
      holder,
      times: Math.floor((submissions + index) / replicas.length),
    }));
    const children = await Promise.all(
      shares.map((share) => startReplica(ground, compileCache, share)),
    );
    const ends = await Promise.all(children.map(({ ended }) => ended));
    const wallMs = Math.round(performance.now() - begunMs);
    const answers = ends.flatMap(({ outcomes }) => outcomes ?? []);
    const rejected = answers.filter(({ status }) => status === 'rejected_by_auth');
    return {
      submissions: answers.length,
      admitted: answers.filter(({ status }) => status === 'success').length,
      rejected: rejected.length,
      rejectedAsConsumed: rejected.filter(({ codes }) => codes.includes('receipt.consumed')).length,
      ...(await countLogged(ground)),
      tagsOnGitHub: ground.emulator.writeLog().filter(({ publicEffect }) => publicEffect).length,
      wallMs,
    };
  } finally {
    await ground.close();
    await rm(compileCache, { recursive: true, force: true });
  }
}

/** Whether the storm came out as it must. */
export function isStormRight(report: StormReport, submissions: number): boolean {
  const others = submissions - 1;
  return (
    report.submissions === submissions &&
    report.admitted === 1 &&
    report.rejectedAsConsumed === others &&
    report.loggedAdmissions === 1 &&
    report.loggedRejections === others &&
    report.tagsOnGitHub === 1
  );
}

function startReplica(
  ground: Ground,
  compileCache: string,
  told: { readonly holder: string; readonly times: number },
): Promise<PublisherChild> {
  const storm = { seed: stormSeed, waits: 'default', errand: 'storm' } as const;
  return PublisherChild.start({
    compileCache,
    order: orderOnGround(ground, { ...storm, ...told }),
  });
}

async function countLogged({
  folder,
  clock,
}: Ground): Promise<Pick<StormReport, 'loggedAdmissions' | 'loggedRejections'>> {
  const store = await openSqliteStore(homePaths(folder).store, { clock });
  try {
    const events = await store.readLog(readEvents);
    return {
      loggedAdmissions: events.filter((event) => event === 'operation.admitted').length,
      loggedRejections: events.filter((event) => event === 'operation.rejected').length,
    };
  } finally {
    await store.close();
  }
}

async function readEvents(log: LogReader): Promise<readonly string[]> {
  const reader = new AuditLogReader('faults.example/log', log);
  const size = await log.size();
  const events: string[] = [];
  for (let index = 0; index < size; index += 1) {
    events.push((await reader.readRecord(index)).event);
  }
  return events;
}
