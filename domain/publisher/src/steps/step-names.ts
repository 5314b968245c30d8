// SPDX-License-Identifier: Apache-2.0
// The names of the steps, and how far each one's effect reaches. A name is a kind, with the thing it
// is about after a slash where there are several.

/** How far a step's effect reaches once it has been applied. */
const reachOfKind = {
  /** Objects that nothing refers to, and removals: nobody can tell that they took place. */
  tag_object: 'none',
  blob: 'none',
  tree: 'none',
  commit: 'none',
  remove_draft: 'none',
  remove_asset: 'none',
  remove_branch: 'none',
  /** Part of a draft, which goes with it. */
  asset: 'none',
  /** Seen by those who may push, and removed if the operation fails. */
  draft: 'removable',
  head_ref: 'removable',
  /** Seen by everybody, and never taken back. */
  tag_ref: 'public',
  publish: 'public',
  pull_request: 'public',
} as const;

/** A kind of step that writes. */
export type StepKind = keyof typeof reachOfKind;

/** How far a step's effect reaches. */
export type Reach = (typeof reachOfKind)[StepKind];

/** The name of a step. */
export function stepName(kind: StepKind, about?: string | number): string {
  return about === undefined ? kind : `${kind}/${about}`;
}

/** How far the effect of a step of this name reaches; a name that is no write's reaches nowhere. */
export function reachOf(step: string): Reach {
  const kind = step.split('/', 1)[0] ?? '';
  return isStepKind(kind) ? reachOfKind[kind] : 'none';
}

function isStepKind(kind: string): kind is StepKind {
  return Object.hasOwn(reachOfKind, kind);
}
