// SPDX-License-Identifier: Apache-2.0
// Stage 5. Seals the plan: the exact bytes that people approve. In a prod run they must be those of
// the dry run, byte for byte, or nothing goes on.
import { LIMITS, equalBytes, parsePlan, refusal, type PublicationPlan } from '@marketops/core';
import { planStale } from '../plan/plan-stale.ts';
import { sealPlan, type SealedPlan } from '../plan/sealed-plan.ts';
import type { ContentRegistry } from '../port/content-registry.ts';
import type { Evaluation } from './evaluate.ts';
import { completed, failed, type StageContext, type StageResult } from './stage-context.ts';

const notShippedMax = 1_000;

/** Seals the plan; with `approved` it must be byte-equal to these bytes. */
export async function plan(
  context: StageContext,
  evaluation: Evaluation,
  approved: Uint8Array | null,
): Promise<StageResult<SealedPlan>> {
  const sealed = sealPlan(composePlan(context, evaluation));
  const { operations, notShipped } = sealed.plan;
  if (notShipped.length > notShippedMax) {
    return tooLarge(`at most ${notShippedMax} things left out`, `${notShipped.length}`);
  }
  if (sealed.bytes.length > LIMITS.planBytesMax) {
    return tooLarge(`at most ${LIMITS.planBytesMax} bytes`, `${sealed.bytes.length} bytes`);
  }
  acceptOwnPlan(sealed);
  if (approved !== null && !equalBytes(sealed.bytes, approved)) {
    return failed(...planStale(approved, sealed.plan));
  }
  await registerContent(context.content, evaluation);
  const summary = `${operations.length} operations, ${notShipped.length} things left out; digest ${sealed.digest}`;
  return completed(sealed, summary);
}

/** The plan of what was evaluated. */
export function composePlan(
  { seeds, proposer }: Pick<StageContext, 'seeds' | 'proposer'>,
  { verification, operations, policy }: Evaluation,
): PublicationPlan {
  const { discovery } = verification.selection;
  return {
    schema: 'urn:marketops:plan:v1',
    repository: discovery.reader.identity,
    sourceCommit: discovery.head.commit,
    configDigest: discovery.file.sha256,
    proposer,
    plannedAt: seeds.plannedAt,
    policy,
    facts: verification.facts,
    operations,
    notShipped: verification.notShipped,
  };
}

function tooLarge(expected: string, found: string): StageResult<never> {
  return failed(refusal('plan.too_large', { subject: 'plan', expected, found }));
}

/** A plan that our own parser would refuse is a fault here, not something for people to approve. */
function acceptOwnPlan(sealed: SealedPlan): void {
  const parsed = parsePlan(sealed.bytes);
  if (parsed.ok) return;
  const { path, expected, found } = parsed.problem;
  throw new RangeError(`a composed plan holds ${found} at ${path}, expected ${expected}`);
}

/** Leaves word of where the bytes behind the plan's digests are. */
async function registerContent(
  content: ContentRegistry,
  { verification }: Evaluation,
): Promise<void> {
  for (const draft of verification.drafts) {
    if (draft.kind === 'publish_release') {
      for (const { file } of draft.assets) await content.registerFile(file);
    }
    if (draft.kind !== 'open_pr') continue;
    for (const change of draft.changes) {
      if (change.change === 'write') await content.registerBytes(change.sha256, change.bytes);
    }
  }
}
