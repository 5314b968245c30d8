// SPDX-License-Identifier: Apache-2.0
// Policy is asked about a plan's facts, not about its operations: facts that leave out what the
// operations say would let them pass every rule about it. They may say more, for they were established
// before anything was held back.
import type { Operation } from '../operation/operation.ts';
import { accepted, refused, type Parsed } from '../schema/parsed.ts';
import type { PlanFacts } from './plan-facts.ts';

const workflowFolder = '.github/workflows/';

/** Whether a path is that of a workflow file, by whatever case somebody's disk would take it for one. */
export function isWorkflowFile(path: string): boolean {
  return path.toLowerCase().startsWith(workflowFolder);
}

/** Accepts facts that cover everything which operations say of files and assets. */
export function checkFactsCover(
  facts: PlanFacts,
  operations: readonly Operation[],
): Parsed<PlanFacts> {
  const known = new Set<string>(facts.pathsTouched);
  const paths = operations.flatMap((operation) =>
    operation.kind === 'open_pr' ? operation.files.map(({ path }) => path) : [],
  );
  const missing = paths.find((path) => !known.has(path));
  if (missing !== undefined) {
    return refused('/facts/pathsTouched', 'every file that an operation touches', `not ${missing}`);
  }
  if (paths.some(isWorkflowFile) && !facts.workflowFilesTouched) {
    return refused('/facts/workflowFilesTouched', 'true, for an operation touches one', 'false');
  }
  const assets = operations.flatMap((operation) =>
    operation.kind === 'publish_release' ? operation.assets : [],
  );
  if (facts.assetCount < assets.length) {
    return refused('/facts/assetCount', `at least ${assets.length}`, `${facts.assetCount}`);
  }
  const bytes = assets.reduce((total, { size }) => total + size, 0);
  return facts.totalAssetBytes < bytes
    ? refused('/facts/totalAssetBytes', `at least ${bytes}`, `${facts.totalAssetBytes}`)
    : accepted(facts);
}
