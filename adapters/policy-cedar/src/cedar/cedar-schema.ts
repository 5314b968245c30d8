// SPDX-License-Identifier: Apache-2.0
// What policies can speak about. Rules are validated against it strictly, and so is every request:
// a rule about something that is not here is refused before it could ever be skipped.
import {
  CONTEXT_ATTRIBUTES,
  attributeDeclaration,
  type ContextAttributeName,
} from './context-attributes.ts';

/** The schema with a context of some attributes only. */
export function cedarSchemaWith(attributes: readonly ContextAttributeName[]): string {
  return `// Who proposes, and who stands behind an agent or a workflow.
entity Role;
entity Person in [Role];
entity Agent in [Role] { behind?: Person };
entity Workflow in [Role] { behind?: Person };

// A repository is its host and numeric id, as in Repository::"github.com/2002": names can be taken
// over, ids cannot. Both names are in lower case, since GitHub ignores case.
entity Repository { owner: String, fullName: String };

// What a plan is known to be.
type PlanContext = {
${attributes.map(attributeDeclaration).join('')}};

action ship;
action publish_release, tag_repo, open_pr in [ship] appliesTo {
  principal: [Agent, Workflow, Person],
  resource: [Repository],
  context: PlanContext,
};
`;
}

/** The Cedar schema of MarketOps. */
export const CEDAR_SCHEMA: string = cedarSchemaWith(CONTEXT_ATTRIBUTES);
