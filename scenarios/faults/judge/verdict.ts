// SPDX-License-Identifier: Apache-2.0
// What a cell can come to.

/** The two ways in which a cell is right. */
export const RIGHT_VERDICTS = ['one right result', 'refused, nothing public'] as const;

/** The ways in which a cell is wrong, the worst first. */
export const DEFECTS = [
  'deleted',
  'duplicate',
  'wrong bytes',
  'hung',
  'lost',
  'false failure',
  'orphan draft',
] as const;

/** What a cell came to. */
export type VerdictName = (typeof RIGHT_VERDICTS)[number] | (typeof DEFECTS)[number];

/** What a cell came to, and by what. */
export interface Verdict {
  readonly verdict: VerdictName;
  /** A few words for people. */
  readonly why: string;
  /** Whether the publisher told people to look, because somebody else had tampered. */
  readonly leftToPeople: boolean;
}

/** Whether a verdict is a defect. */
export function isDefect({ verdict }: Pick<Verdict, 'verdict'>): boolean {
  return DEFECTS.some((defect) => defect === verdict);
}
