// SPDX-License-Identifier: Apache-2.0
// What policies can speak about. Rules are validated against it strictly, and so is every request:
// a rule about something that is not here is refused before it could ever be skipped.

/** The Cedar schema of MarketOps. */
export const CEDAR_SCHEMA = `// Who proposes, and who stands behind an agent or a workflow.
entity Role;
entity Person in [Role];
entity Agent in [Role] { behind?: Person };
entity Workflow in [Role] { behind?: Person };

// A repository is its host and numeric id, as in Repository::"github.com/2002": names can be taken
// over, ids cannot. Both names are in lower case, since GitHub ignores case.
entity Repository { owner: String, fullName: String };

type ArtifactChecks = {
  // No check failed and at least one passed.
  allPassed: Bool,
  passed: Set<String>,
  failed: Set<String>,
};

type Approvals = {
  count: Long,
  people: Set<Person>,
  // "1 maintainer", "2 maintainer", … for each number of approvers who hold a role.
  atLeast: Set<String>,
};

type PlanContext = {
  // What the decision is for: "prod" or "dry_run".
  mode: String,
  // UTC: the hour from 0 to 23, the day from 1 (Monday) to 7 (Sunday).
  hour: Long,
  weekday: Long,
  version?: String,
  // "first", "major", "minor", "patch", "prerelease" or "none".
  versionStep: String,
  firstRelease: Bool,
  pathsTouched: Set<String>,
  workflowFilesTouched: Bool,
  assetCount: Long,
  totalAssetBytes: Long,
  checks: ArtifactChecks,
  approvals: Approvals,
};

action ship;
action publish_release, tag_repo, open_pr in [ship] appliesTo {
  principal: [Agent, Workflow, Person],
  resource: [Repository],
  context: PlanContext,
};
`;

/** The name under which the schema is kept parsed. */
export const CEDAR_SCHEMA_NAME = 'urn:marketops:cedar-schema:v1';
