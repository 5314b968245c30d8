// SPDX-License-Identifier: Apache-2.0
// What the checks of a project answer. A check never stops another: all of them run, and everything
// that is wrong is told at once.
import type { Refusal } from '@marketops/core';

/** Every check of the verify stage, in the order in which it is reported. */
export const ARTIFACT_CHECKS = [
  'committed',
  'version_agreement',
  'version_step',
  'notes',
  'files_present',
  'names',
  'texts',
  'asset_names',
  'asset_sizes',
  'checksums',
  'provenance',
  'limits',
  'github_state',
] as const;

/** The name of a check. */
export type ArtifactCheckName = (typeof ARTIFACT_CHECKS)[number];

/** Why operations do not ship. */
export interface Objection {
  readonly check: ArtifactCheckName;
  /** The names of the operations it concerns. */
  readonly operations: readonly string[];
  /**
   * `group` holds back whatever belongs with them too; `operation` leaves out the named ones alone,
   * because what they would do is done.
   */
  readonly reach: 'group' | 'operation';
  readonly refusal: Refusal;
}

/** What one check found. */
export interface CheckOutcome {
  readonly check: ArtifactCheckName;
  /** False where nothing in the configuration asks for it. */
  readonly configured: boolean;
  /** What it expects, in a few words. */
  readonly expected: string;
  /** What it found where it has no objection. */
  readonly found: string;
  readonly objections: readonly Objection[];
}

/** An objection that holds back the operations and their group. */
export function objection(
  check: ArtifactCheckName,
  operations: readonly string[],
  why: Refusal,
): Objection {
  return { check, operations, reach: 'group', refusal: why };
}
