// SPDX-License-Identifier: Apache-2.0
// From drafts to operations: complete, with every git object id that GitHub will hold. Pure: the same
// drafts, facts and seeds give the same bytes.
import { operationDigest, type OperationId, type PlannedOperation } from '@marketops/core';
import type { OperationDraft } from '../draft/operation-draft.ts';
import { operationIdFor, type PlanSeeds } from '../run/plan-seeds.ts';
import type { Verification } from '../stage/verify.ts';
import { composePullRequest } from './compose-pull-request.ts';
import { composeRelease } from './compose-release.ts';
import { composeTag } from './compose-tag.ts';
import type { Composed, Composer } from './composer.ts';

/** The operations of a plan, in the order of the configuration. */
export function composeOperations(
  verification: Verification,
  seeds: PlanSeeds,
): readonly PlannedOperation[] {
  const { drafts } = verification;
  const ids = new Map(drafts.map(({ name }) => [name, operationIdFor(seeds, name)]));
  const tagMakers = new Map(
    drafts.flatMap((draft) => (draft.kind === 'tag_repo' ? [[draft.tagName, draft] as const] : [])),
  );
  const composer = { verification, seeds, tagMakers };
  return drafts.map((draft) => {
    const { operation, preconditions, unknowns } = composeOne(draft, composer);
    const dependsOn = dependencies(draft, composer, ids);
    return { operation, digest: operationDigest(operation), dependsOn, preconditions, unknowns };
  });
}

function composeOne(draft: OperationDraft, composer: Composer): Composed {
  switch (draft.kind) {
    case 'tag_repo':
      return composeTag(draft, composer);
    case 'publish_release':
      return composeRelease(draft, composer);
    case 'open_pr':
      return composePullRequest(draft, composer);
  }
}

/** What was left out because it is done needs no waiting for. */
function dependencies(
  draft: OperationDraft,
  { tagMakers }: Composer,
  ids: ReadonlyMap<string, OperationId>,
): readonly OperationId[] {
  const maker = draft.kind === 'publish_release' ? tagMakers.get(draft.tagName) : undefined;
  const names = new Set([...draft.after, ...(maker === undefined ? [] : [maker.name])]);
  return [...names].flatMap((name) => ids.get(name) ?? []);
}
