// SPDX-License-Identifier: Apache-2.0
// What composing an operation looks at, and what it gives.
import type { GitPersonField, Operation, Parsed, Precondition } from '@marketops/core';
import type { TagDraft } from '../draft/operation-draft.ts';
import type { PlanSeeds } from '../run/plan-seeds.ts';
import type { Verification } from '../stage/verify.ts';

/** What composing looks at. */
export interface Composer {
  readonly verification: Verification;
  readonly seeds: PlanSeeds;
  /** The draft of this plan that makes a tag, by the tag's name. */
  readonly tagMakers: ReadonlyMap<string, TagDraft>;
}

/** An operation with what it rests on. */
export interface Composed {
  readonly operation: Operation;
  readonly preconditions: readonly Precondition[];
  readonly unknowns: readonly string[];
}

/** Who git will say wrote it, and when: the configured author at the moment of the plan. */
export function authorOf({ verification, seeds }: Composer): GitPersonField {
  const { author } = verification.selection.discovery.config;
  return { name: author.name, email: author.email, date: seeds.plannedAt };
}

/** The value of a parse that a check has passed before; throws where it has not. */
export function checked<T>(parsed: Parsed<T>): T {
  if (parsed.ok) return parsed.value;
  const { path, expected, found } = parsed.problem;
  throw new RangeError(`expected ${expected} at "${path}", found ${found}`);
}
