// SPDX-License-Identifier: Apache-2.0
// The facts that policy may ask about: what the stages before it established, and no opinion.
import {
  isWorkflowFile,
  parseTreePath,
  type ArtifactCheck,
  type PlanFacts,
  type TreePath,
} from '@marketops/core';
import type { CheckOutcome } from '../check/objection.ts';
import type { OperationDraft } from '../draft/operation-draft.ts';
import type { Discovery } from '../stage/discover.ts';
import { versionStep } from '../version/version-step.ts';

const textCharactersMax = 1_000;

/** The facts about what ships; the checks are those of the whole project. */
export function planFacts(
  discovery: Discovery,
  drafts: readonly OperationDraft[],
  checks: readonly CheckOutcome[],
): PlanFacts {
  const { version, previous, tagged, head } = discovery;
  const paths = pathsTouched(drafts);
  const assets = drafts.flatMap((draft) => (draft.kind === 'publish_release' ? draft.assets : []));
  return {
    version: version.text,
    previousVersion: previous?.version.text ?? null,
    versionStep: versionStep(previous?.version ?? null, version),
    firstRelease: tagged.length === 0,
    pathsTouched: paths,
    workflowFilesTouched: paths.some(isWorkflowFile),
    assetCount: assets.length,
    totalAssetBytes: assets.reduce((total, { file }) => total + file.size, 0),
    lastAuthor: head.authorEmail === '' ? null : head.authorEmail,
    artifactChecks: checks.map(artifactCheck),
  };
}

function pathsTouched(drafts: readonly OperationDraft[]): readonly TreePath[] {
  const paths = new Set<TreePath>();
  for (const draft of drafts) {
    if (draft.kind !== 'open_pr') continue;
    for (const { path } of draft.changes) {
      const parsed = parseTreePath(path);
      if (parsed.ok) paths.add(parsed.value);
    }
  }
  return [...paths].toSorted();
}

/** A check as a plan shows it; of several objections the first speaks for all. */
function artifactCheck({
  check,
  configured,
  expected,
  found,
  objections,
}: CheckOutcome): ArtifactCheck {
  const [first] = objections.filter(({ reach }) => reach === 'group');
  if (first !== undefined) {
    const { subject, expected: wanted, found: instead } = first.refusal;
    const count = objections.length === 1 ? '' : ` (the first of ${objections.length})`;
    return {
      name: check,
      verdict: 'failed',
      expected: wanted,
      found: `${subject}: ${instead}${count}`.slice(0, textCharactersMax).toWellFormed(),
    };
  }
  return configured
    ? { name: check, verdict: 'passed', expected, found }
    : { name: check, verdict: 'not_configured', expected, found: 'not asked for' };
}
