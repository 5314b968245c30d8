// SPDX-License-Identifier: Apache-2.0
// Turns a policy request into Cedar's principal, action, resource, context and entities. Nothing is
// guessed; the schema is validated against on every request.
import type { CedarValueJson, EntityJson, TypeAndId } from '@cedar-policy/cedar-wasm/nodejs';
import type { PolicyRequest } from '@marketops/authority';
import type { Proposer } from '@marketops/core';
import { contextValues } from './context-attributes.ts';
import type { RuleMentions } from './rule-mentions.ts';

/** One request in Cedar's terms. */
export interface CedarRequest {
  readonly principal: TypeAndId;
  readonly action: TypeAndId;
  readonly resource: TypeAndId;
  readonly context: Record<string, CedarValueJson>;
  readonly entities: EntityJson[];
}

const entityTypes = { agent: 'Agent', workflow: 'Workflow', person: 'Person' } as const;

/** The request in Cedar's terms, with what rules mention of it. */
export function cedarRequest(request: PolicyRequest, mentions: RuleMentions): CedarRequest {
  const { proposer, repository, action } = request;
  const principal = { type: entityTypes[proposer.kind], id: proposer.id };
  const resource = { type: 'Repository', id: `${repository.host}/${repository.repositoryId}` };
  const entities = proposerEntities(principal, request, mentions);
  if (mentions.repository) {
    entities.push({ uid: resource, attrs: repositoryNames(request), parents: [] });
  }
  return {
    principal,
    action: { type: 'Action', id: action },
    resource,
    context: contextValues(mentions.attributes, request),
    entities,
  };
}

function repositoryNames({ repository }: PolicyRequest): Record<string, CedarValueJson> {
  const fullName = repository.fullName.toLowerCase();
  return { owner: fullName.slice(0, fullName.indexOf('/')), fullName };
}

function proposerEntities(
  principal: TypeAndId,
  { proposer, proposerRoles, principalRoles }: PolicyRequest,
  mentions: RuleMentions,
): EntityJson[] {
  if (!mentions.proposer) return [];
  const { attrs, uid } = behindOf(proposer);
  const own = { uid: principal, attrs, parents: proposerRoles.map(roleOf) };
  return uid === null || !mentions.principal
    ? [own]
    : [own, { uid, attrs: {}, parents: principalRoles.map(roleOf) }];
}

/** The person behind an agent or workflow; nobody stands behind a person. */
function behindOf({ kind, onBehalfOf }: Proposer): {
  readonly attrs: Record<string, CedarValueJson>;
  readonly uid: TypeAndId | null;
} {
  if (kind === 'person' || onBehalfOf === null) return { attrs: {}, uid: null };
  const uid = { type: 'Person', id: onBehalfOf };
  return { attrs: { behind: { __entity: uid } }, uid };
}

function roleOf(role: string): TypeAndId {
  return { type: 'Role', id: role };
}
