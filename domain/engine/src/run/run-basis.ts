// SPDX-License-Identifier: Apache-2.0
// What a run starts from. A dry run draws new seeds; a prod run is given those of the dry run whose
// plan it carries out, and that plan's bytes to arrive at.
import {
  isProd,
  refusal,
  type Clock,
  type Entropy,
  type Mode,
  type Refusal,
  type RunId,
} from '@marketops/core';
import type { RunReader } from '../port/run-store.ts';
import { drawPlanSeeds, type PlanSeeds } from './plan-seeds.ts';
import type { RunRequest } from './run-outcome.ts';

/** An earlier plan and what it was drawn from. */
export interface EarlierPlan {
  readonly mode: Mode;
  readonly seeds: PlanSeeds;
  readonly bytes: Uint8Array;
}

/** What a run starts from. */
export interface RunBasis {
  readonly mode: Mode;
  readonly seeds: PlanSeeds;
  /** The plan that a prod run must arrive at; null in a dry run. */
  readonly approved: EarlierPlan | null;
  /** The plan that a dry run is compared with, or null. */
  readonly against: EarlierPlan | null;
}

/** What finding a basis needs. */
export interface BasisPorts {
  readonly runs: RunReader;
  readonly clock: Clock;
  readonly entropy: Entropy;
}

/** The basis of a run, or why there is none. */
export type FoundBasis =
  | { readonly ok: true; readonly value: RunBasis }
  | { readonly ok: false; readonly refusal: Refusal };

/** Finds what a run starts from. Anything but exactly `dry_run` or `prod` starts from nothing. */
export async function findBasis(ports: BasisPorts, request: RunRequest): Promise<FoundBasis> {
  if (isProd(request.mode)) return prodBasis(ports, request);
  if (request.mode !== 'dry_run') return { ok: false, refusal: modeRefusal(request.mode) };
  const seeds = drawPlanSeeds(ports.clock, ports.entropy);
  if (request.against === null) {
    return { ok: true, value: { mode: 'dry_run', seeds, approved: null, against: null } };
  }
  const against = await earlierPlan(ports.runs, request.against);
  if (!against.ok) return against;
  return { ok: true, value: { mode: 'dry_run', seeds, approved: null, against: against.value } };
}

async function prodBasis({ runs }: BasisPorts, { dryRunId }: RunRequest): Promise<FoundBasis> {
  if (dryRunId === null) {
    const details = { expected: 'the dry run whose plan was approved', found: 'none named' };
    return { ok: false, refusal: refusal('plan.missing', { subject: 'prod run', ...details }) };
  }
  const earlier = await earlierPlan(runs, dryRunId);
  if (!earlier.ok) return earlier;
  const { seeds, mode } = earlier.value;
  if (mode !== 'dry_run') {
    const details = { expected: 'a dry run', found: `a run in mode ${mode}` };
    return { ok: false, refusal: refusal('plan.missing', { subject: dryRunId, ...details }) };
  }
  return { ok: true, value: { mode: 'prod', seeds, approved: earlier.value, against: null } };
}

async function earlierPlan(
  runs: RunReader,
  runId: RunId,
): Promise<
  | { readonly ok: true; readonly value: EarlierPlan }
  | { readonly ok: false; readonly refusal: Refusal }
> {
  const run = await runs.run(runId);
  const seeds = await runs.seeds(runId);
  if (run === null || seeds === null) {
    const details = { expected: 'a run on record', found: 'none' };
    return { ok: false, refusal: refusal('run.unknown', { subject: runId, ...details }) };
  }
  const plan = await runs.plan(runId);
  if (plan !== null) return { ok: true, value: { mode: run.mode, seeds, bytes: plan.bytes } };
  const details = {
    expected: 'a run with a plan',
    found: `a run that is ${run.status} without one`,
  };
  return { ok: false, refusal: refusal('plan.missing', { subject: runId, ...details }) };
}

function modeRefusal(mode: unknown): Refusal {
  return refusal('mode.not_prod', {
    subject: 'mode',
    expected: 'exactly "dry_run" or "prod"',
    found: typeof mode === 'string' ? JSON.stringify(mode) : typeof mode,
  });
}
