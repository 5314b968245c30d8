// SPDX-License-Identifier: Apache-2.0
// What `marketops explain` tells of one thing: how it stands, what is on record of it, and every reason
// why it did not ship, those first that the proposer can put right.
import type { JsonObject, Refusal } from '@marketops/core';
import { byFixer, explain, type Explanation } from '../face/report-refusals.ts';
import { printable } from '../face/terminal.ts';
import type { NextNames } from '../face/command-result.ts';

/** One thing, explained. */
export interface ToldThing {
  readonly kind: 'run' | 'operation' | 'receipt' | 'request' | 'record';
  readonly id: string;
  /** How it stands, in a few words. */
  readonly state: string;
  /** What is known of it, for people. */
  readonly lines: readonly string[];
  /** The same for programs. */
  readonly facts: JsonObject;
  readonly reasons: readonly Explanation[];
}

/** Refusals and where they are on record. */
export interface RecordedRefusals {
  readonly refusals: readonly Refusal[];
  readonly evidence: readonly string[];
}

/** All reasons, each once with everything that bears it out, ordered by who can fix them. */
export function reasonsOf(
  recorded: readonly RecordedRefusals[],
  names: NextNames,
): readonly Explanation[] {
  const reasons = new Map<string, Explanation>();
  for (const { refusals, evidence } of recorded) {
    for (const refusal of refusals) {
      const { code, subject, expected, found } = refusal;
      const key = JSON.stringify([code, subject, expected, found]);
      const known = reasons.get(key)?.evidence ?? [];
      const merged = [...new Set([...known, ...evidence])];
      reasons.set(key, { ...explain(refusal, names), evidence: merged });
    }
  }
  return byFixer([...reasons.values()]);
}

/** The lines of all reasons; none where there is none. */
export function reasonLines(reasons: readonly Explanation[]): readonly string[] {
  if (reasons.length === 0) return [];
  return ['', 'why it did not ship, or not yet:', ...reasons.flatMap(oneReason)];
}

function oneReason(reason: Explanation): readonly string[] {
  const { code, headline, subject, expected, found, why, fixedBy, next, evidence } = reason;
  return [
    `  ${code}: ${headline}`,
    `    ${subject === '' ? '' : `${printable(subject)}: `}expected ${printable(expected)}, found ${printable(found)}`,
    `    why it matters: ${why}`,
    `    ${fixedBy} can fix it: ${next}`,
    ...(evidence.length === 0 ? [] : [`    on record: ${evidence.join(', ')}`]),
  ];
}
