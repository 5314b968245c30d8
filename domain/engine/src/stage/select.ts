// SPDX-License-Identifier: Apache-2.0
// Stage 2. Applies the configured choice to what was discovered: names and texts are filled in, files
// are assigned to operations, and what nobody takes is noted.
import { refusal, type Refusal } from '@marketops/core';
import type { Objection } from '../check/objection.ts';
import type { OperationDraft } from '../draft/operation-draft.ts';
import type { PlanSeeds } from '../run/plan-seeds.ts';
import { draftOperation } from '../select/draft-operation.ts';
import { templateValues } from '../select/template-values.ts';
import { renderTemplate, type TemplateValues } from '../text/template.ts';
import type { Discovery } from './discover.ts';
import { completed, type StageResult } from './stage-context.ts';

/** What was chosen. */
export interface Selection {
  readonly discovery: Discovery;
  readonly values: TemplateValues;
  readonly drafts: readonly OperationDraft[];
  /** What stood in the way of a draft. */
  readonly objections: readonly Objection[];
  /** Artifacts that no operation takes. */
  readonly leftovers: readonly Refusal[];
}

/** Selects; everything that is wrong is kept for the checks to report together. */
export function select(discovery: Discovery, seeds: PlanSeeds): StageResult<Selection> {
  const values = templateValues(discovery, seeds.plannedAt);
  const { operations } = discovery.config;
  const tagsMade = new Set(
    operations.flatMap((operation) => {
      const tag = operation.kind === 'tag_repo' ? renderTemplate(operation.tag, values) : null;
      return tag?.ok === true ? [tag.value] : [];
    }),
  );
  const objections: Objection[] = [];
  const drafts = operations.map((operation) =>
    draftOperation(operation, { discovery, values, tagsMade }, objections),
  );
  const leftovers = unselected(discovery, drafts);
  const selection = { discovery, values, drafts, objections, leftovers };
  const assets = assetPaths(drafts).size;
  return completed(
    selection,
    `${drafts.length} operations; ${assets} artifacts taken, ${leftovers.length} left`,
  );
}

function unselected(discovery: Discovery, drafts: readonly OperationDraft[]): readonly Refusal[] {
  const taken = assetPaths(drafts);
  return discovery.files.artifacts
    .filter(({ path }) => !taken.has(path))
    .map(({ path, size }) =>
      refusal('project.not_selected', {
        subject: path,
        expected: 'an operation that takes it',
        found: `none; ${size} bytes`,
      }),
    );
}

function assetPaths(drafts: readonly OperationDraft[]): ReadonlySet<string> {
  return new Set(
    drafts.flatMap((draft) =>
      draft.kind === 'publish_release' ? draft.assets.map(({ file }) => file.path) : [],
    ),
  );
}
