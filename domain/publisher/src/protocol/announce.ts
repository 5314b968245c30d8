// SPDX-License-Identifier: Apache-2.0
// Announces an attempt as soon as the limits permit it. Short waits are sat out a few times under a
// lease that is kept; then the operation yields, so that no limit ever holds it or others for long.
import { instantToMs } from '@marketops/core';
import { attemptedRecord } from '../audit/publisher-records.ts';
import type { Intent } from './operation-journal.ts';
import { lateStart, type Pass } from './pass.ts';
import type { Abandon, Wait } from './stop.ts';

/** An attempt that is about to be sent, with what its line notes. */
export type Announced = Pick<Intent, 'step' | 'attempt' | 'note'>;

/**
 * Journals the intent; null once it is durable. Otherwise nothing of it is written, and the operation
 * waits for a limit or, where it is too late to begin by now, is abandoned.
 *
 * Throws StaleLeaseError if the lease is lost.
 */
export async function announce(pass: Pass, announced: Announced): Promise<Wait | Abandon | null> {
  const { clock, journal, options } = pass;
  const { step } = announced;
  for (let waits = 0; ; waits += 1) {
    const wait = await journal.intend(intentOf(pass, announced));
    if (wait === null) return null;
    const leftMs = instantToMs(wait.until) - instantToMs(clock.now());
    const yields = leftMs > options.shortWaitMaxMs || waits >= options.shortWaitsMax;
    if (yields) return { kind: 'wait', step, ...wait };
    await clock.sleep(Math.max(leftMs, 0));
    const late = lateStart(pass, step);
    if (late !== null) return late;
    await journal.keepLease();
  }
}

function intentOf(pass: Pass, { step, attempt, note }: Announced): Intent {
  const { admitted, actor, clock, limits, scope } = pass;
  const { tokenSha256 } = pass.github.session;
  const attempted = { recordedAt: clock.now(), step, attempt, tokenSha256 };
  return {
    step,
    attempt,
    note,
    record: attemptedRecord(admitted, attempted, actor),
    limits,
    scope,
  };
}
