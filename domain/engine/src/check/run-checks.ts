// SPDX-License-Identifier: Apache-2.0
// All checks, in their order. Every one runs, whatever the others found.
import { checkAssetNames, checkAssetSizes } from './check-assets.ts';
import { checkChecksums } from './check-checksums.ts';
import { checkCommitted } from './check-committed.ts';
import type { ArtifactCheckFunction, CheckContext } from './check-context.ts';
import { checkFilesPresent } from './check-files.ts';
import { checkGitHubState } from './check-github-state.ts';
import { checkLimits } from './check-limits.ts';
import { checkNames } from './check-names.ts';
import { checkNotes } from './check-notes.ts';
import { checkProvenance } from './check-provenance.ts';
import { checkTexts } from './check-texts.ts';
import { checkVersionAgreement } from './check-version.ts';
import { checkVersionStep } from './check-version-step.ts';
import { ARTIFACT_CHECKS, type ArtifactCheckName, type CheckOutcome } from './objection.ts';

const functions: { readonly [check in ArtifactCheckName]: ArtifactCheckFunction } = {
  committed: checkCommitted,
  version_agreement: checkVersionAgreement,
  version_step: checkVersionStep,
  notes: checkNotes,
  files_present: checkFilesPresent,
  names: checkNames,
  texts: checkTexts,
  asset_names: checkAssetNames,
  asset_sizes: checkAssetSizes,
  checksums: checkChecksums,
  provenance: checkProvenance,
  limits: checkLimits,
  github_state: checkGitHubState,
};

/** What every check found. */
export function runChecks(context: CheckContext): readonly CheckOutcome[] {
  return ARTIFACT_CHECKS.map((check) => functions[check](context));
}
