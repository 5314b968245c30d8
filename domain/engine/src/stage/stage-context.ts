// SPDX-License-Identifier: Apache-2.0
// What every stage is given and what it answers. A stage reads through these ports and answers with
// a value or with refusals; it keeps nothing.
import type { Clock, Proposer, Refusal } from '@marketops/core';
import type { ContentRegistry } from '../port/content-registry.ts';
import type { PolicyWeigher } from '../port/policy-weigher.ts';
import type { ProjectReader } from '../port/project-reader.ts';
import type { RepositoryReaders } from '../port/repository-reader.ts';
import type { PlanSeeds } from '../run/plan-seeds.ts';

/** The ports that the stages read through. None of them can write to GitHub. */
export interface StagePorts {
  readonly clock: Clock;
  readonly project: ProjectReader;
  readonly repositories: RepositoryReaders;
  readonly weigher: PolicyWeigher;
  readonly content: ContentRegistry;
}

/** What one run gives to its stages. */
export interface StageContext extends StagePorts {
  readonly seeds: PlanSeeds;
  readonly proposer: Proposer;
}

/** What a stage answers; `summary` is one line for people. */
export type StageResult<T> =
  | { readonly ok: true; readonly value: T; readonly summary: string }
  | { readonly ok: false; readonly refusals: readonly Refusal[] };

/** A stage that ended well. */
export function completed<T>(value: T, summary: string): StageResult<T> {
  return { ok: true, value, summary };
}

/** A stage that refused. */
export function failed(...refusals: readonly Refusal[]): StageResult<never> {
  return { ok: false, refusals };
}
