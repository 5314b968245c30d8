// SPDX-License-Identifier: Apache-2.0
// From objections to what ships: an objection holds back its operations and whatever belongs with
// them, because half a publication is worse than none.
import { refusal, type Refusal } from '@marketops/core';
import type { Objection } from '../check/objection.ts';
import { draftSubject, type OperationDraft } from '../draft/operation-draft.ts';
import { linkedGroups } from '../plan/operation-groups.ts';

/** Which drafts ship, and why the others do not. */
export interface Shipment {
  readonly drafts: readonly OperationDraft[];
  readonly refusals: readonly Refusal[];
}

/** Applies objections. Operations are linked by `after` and by the tag that they are about. */
export function holdBack(
  drafts: readonly OperationDraft[],
  objections: readonly Objection[],
): Shipment {
  const concerned = new Map<string, Objection>();
  for (const found of objections) {
    for (const name of found.operations) {
      if (concerned.get(name)?.reach !== 'group') concerned.set(name, found);
    }
  }
  const blocked = new Map<string, string>();
  for (const group of linkedGroups(linksOf(drafts))) {
    const cause = group.find((name) => concerned.get(name)?.reach === 'group');
    if (cause === undefined) continue;
    for (const name of group) blocked.set(name, cause);
  }
  const alongside = drafts.flatMap((draft) => {
    const cause = blocked.get(draft.name);
    return cause === undefined || concerned.has(draft.name) ? [] : [heldBack(draft, cause)];
  });
  return {
    drafts: drafts.filter(({ name }) => !blocked.has(name) && !concerned.has(name)),
    refusals: [...objections.map(({ refusal: why }) => why), ...alongside],
  };
}

function linksOf(drafts: readonly OperationDraft[]) {
  const byTag = new Map<string, string>();
  return drafts.map((draft) => {
    const links = [...draft.after];
    if (draft.kind !== 'open_pr') {
      const first = byTag.get(draft.tagName);
      if (first === undefined) byTag.set(draft.tagName, draft.name);
      else links.push(first);
    }
    return { id: draft.name, links };
  });
}

function heldBack(draft: OperationDraft, cause: string): Refusal {
  return refusal('plan.held_back', {
    subject: draftSubject(draft),
    expected: `"${cause}" to ship`,
    found: 'it does not',
  });
}
