// SPDX-License-Identifier: Apache-2.0
// How much of an operation's effect everybody can see.
import type { Evidence } from './evidence.ts';
import { ownPublishedReleases, ownPulls } from './own-traces.ts';

/** How much of the effect is public; in words, what is and what is not. */
export type Reach =
  | { readonly kind: 'none'; readonly missing: string }
  | { readonly kind: 'part'; readonly missing: string; readonly present: string }
  | { readonly kind: 'whole'; readonly present: string };

/** How much of the approved effect stands. */
export function reachOfEffect(evidence: Evidence): Reach {
  const { approved, after } = evidence;
  const parts: { readonly name: string; readonly there: boolean }[] = [];
  if (approved.tag !== null) {
    const { ref, oid } = approved.tag;
    const found = after.refs[ref];
    const there = found !== undefined && (oid === null || found === oid);
    parts.push({ name: `the tag ${ref}`, there: there && !evidence.foreignRefs.includes(ref) });
  }
  if (approved.release !== null) {
    parts.push({ name: 'the release', there: ownPublishedReleases(evidence).length > 0 });
  }
  if (approved.pull !== null) {
    parts.push({ name: 'the pull request', there: ownPulls(evidence).length > 0 });
  }
  const present = namesOf(parts.filter(({ there }) => there));
  const missing = namesOf(parts.filter(({ there }) => !there));
  if (missing === '') return { kind: 'whole', present };
  return present === '' ? { kind: 'none', missing } : { kind: 'part', missing, present };
}

function namesOf(parts: readonly { readonly name: string }[]): string {
  return parts.map(({ name }) => name).join(' and ');
}
