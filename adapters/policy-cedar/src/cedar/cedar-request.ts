// SPDX-License-Identifier: Apache-2.0
// Turns a policy request into Cedar's principal, action, resource, context and entities. Nothing is
// left out and nothing is guessed; the schema is validated against on every request.
import type { CedarValueJson, EntityJson, TypeAndId } from '@cedar-policy/cedar-wasm/nodejs';
import type { PolicyRequest } from '@marketops/authority';
import { instantToMs, type Instant, type PlanFacts, type Proposer } from '@marketops/core';

/** One request in Cedar's terms. */
export interface CedarRequest {
  readonly principal: TypeAndId;
  readonly action: TypeAndId;
  readonly resource: TypeAndId;
  readonly context: Record<string, CedarValueJson>;
  readonly entities: EntityJson[];
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** 1 January 1970 was a Thursday, day 4 of its week. */
const firstWeekdayOffset = 3;

const entityTypes = { agent: 'Agent', workflow: 'Workflow', person: 'Person' } as const;

/** The request in Cedar's terms. */
export function cedarRequest(request: PolicyRequest): CedarRequest {
  const { proposer, repository, action } = request;
  const principal = { type: entityTypes[proposer.kind], id: proposer.id };
  const resource = {
    type: 'Repository',
    id: `${repository.host}/${repository.repositoryId}`,
  };
  return {
    principal,
    action: { type: 'Action', id: action },
    resource,
    context: contextOf(request),
    entities: [
      { uid: resource, attrs: repositoryAttributes(request), parents: [] },
      ...proposerEntities(principal, request),
    ],
  };
}

function repositoryAttributes({ repository }: PolicyRequest): Record<string, CedarValueJson> {
  const fullName = repository.fullName.toLowerCase();
  return { owner: fullName.slice(0, fullName.indexOf('/')), fullName };
}

function proposerEntities(principal: TypeAndId, request: PolicyRequest): EntityJson[] {
  const { proposer, proposerRoles, principalRoles } = request;
  const behind = behindOf(proposer);
  const own = { uid: principal, attrs: behind.attrs, parents: proposerRoles.map(roleOf) };
  const person = behind.uid;
  return person === null
    ? [own]
    : [own, { uid: person, attrs: {}, parents: principalRoles.map(roleOf) }];
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

function contextOf({ mode, at, facts, approvers }: PolicyRequest): Record<string, CedarValueJson> {
  return {
    mode,
    ...timeWindow(at),
    ...(facts.version === null ? {} : { version: facts.version }),
    versionStep: facts.versionStep,
    firstRelease: facts.firstRelease,
    pathsTouched: [...facts.pathsTouched],
    workflowFilesTouched: facts.workflowFilesTouched,
    assetCount: facts.assetCount,
    totalAssetBytes: facts.totalAssetBytes,
    checks: artifactChecks(facts),
    approvals: approvalsSoFar(approvers),
  };
}

function timeWindow(at: Instant): { readonly hour: number; readonly weekday: number } {
  const ms = instantToMs(at);
  const days = Math.floor(ms / dayMs);
  return {
    hour: Math.floor((ms % dayMs) / hourMs),
    weekday: ((days + firstWeekdayOffset) % 7) + 1,
  };
}

function artifactChecks({ artifactChecks: checks }: PlanFacts): Record<string, CedarValueJson> {
  const names = (verdict: string): string[] =>
    checks.filter((check) => check.verdict === verdict).map(({ name }) => name);
  const passed = names('passed');
  const failed = names('failed');
  return { allPassed: failed.length === 0 && passed.length > 0, passed, failed };
}

function approvalsSoFar(approvers: PolicyRequest['approvers']): Record<string, CedarValueJson> {
  const counts = new Map<string, number>();
  for (const role of approvers.flatMap(({ roles }) => [...new Set(roles)])) {
    counts.set(role, (counts.get(role) ?? 0) + 1);
  }
  return {
    count: approvers.length,
    people: approvers.map(({ personId }) => ({ __entity: { type: 'Person', id: personId } })),
    atLeast: [...counts].flatMap(([role, count]) =>
      Array.from({ length: count }, (_, i) => `${i + 1} ${role}`),
    ),
  };
}
