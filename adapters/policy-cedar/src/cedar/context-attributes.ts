// SPDX-License-Identifier: Apache-2.0
// What rules may ask of a request, attribute by attribute: the type that Cedar checks, and the value.
// One table gives both the schema and the context, so that the two cannot drift apart.
import type { CedarValueJson } from '@cedar-policy/cedar-wasm/nodejs';
import type { PolicyRequest } from '@marketops/authority';
import { instantToMs, type ArtifactCheck, type PlanFacts } from '@marketops/core';

/** One attribute of the context. */
interface ContextAttribute {
  /** For readers of the schema. */
  readonly comment: string;
  readonly type: string;
  /** Null where a request may lack it; rules then have to ask `context has …` first. */
  readonly value: (request: PolicyRequest) => CedarValueJson;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** 1 January 1970 was a Thursday, day 4 of its week. */
const firstWeekdayOffset = 3;

/** Attributes that a request may lack. */
const optionalAttributes = new Set(['version']);

const attributes = {
  mode: {
    comment: 'What the decision is for: "prod" or "dry_run".',
    type: 'String',
    value: ({ mode }) => mode,
  },
  hour: {
    comment: 'The hour from 0 to 23, in UTC.',
    type: 'Long',
    value: ({ at }) => Math.floor((instantToMs(at) % dayMs) / hourMs),
  },
  weekday: {
    comment: 'The day from 1 (Monday) to 7 (Sunday), in UTC.',
    type: 'Long',
    value: ({ at }) => ((Math.floor(instantToMs(at) / dayMs) + firstWeekdayOffset) % 7) + 1,
  },
  version: {
    comment: 'Absent where the plan has no version.',
    type: 'String',
    value: ({ facts }) => facts.version,
  },
  versionStep: {
    comment: '"first", "major", "minor", "patch", "prerelease" or "none".',
    type: 'String',
    value: ({ facts }) => facts.versionStep,
  },
  firstRelease: {
    comment: 'Whether nothing was released before.',
    type: 'Bool',
    value: ({ facts }) => facts.firstRelease,
  },
  pathsTouched: {
    comment: 'Every file that a pull request of the plan writes or deletes.',
    type: 'Set<String>',
    value: ({ facts }) => [...facts.pathsTouched],
  },
  workflowFilesTouched: {
    comment: 'Whether one of them is a workflow file.',
    type: 'Bool',
    value: ({ facts }) => facts.workflowFilesTouched,
  },
  assetCount: {
    comment: 'How many files the release has.',
    type: 'Long',
    value: ({ facts }) => facts.assetCount,
  },
  totalAssetBytes: {
    comment: 'How large they are together.',
    type: 'Long',
    value: ({ facts }) => facts.totalAssetBytes,
  },
  allChecksPassed: {
    comment: 'No artifact check failed and at least one passed.',
    type: 'Bool',
    value: ({ facts }) =>
      checksThat('passed', facts).length > 0 && checksThat('failed', facts).length === 0,
  },
  passedChecks: {
    comment: 'The artifact checks that passed, by name.',
    type: 'Set<String>',
    value: ({ facts }) => checksThat('passed', facts),
  },
  failedChecks: {
    comment: 'The artifact checks that failed, by name.',
    type: 'Set<String>',
    value: ({ facts }) => checksThat('failed', facts),
  },
  approvalCount: {
    comment: 'How many people have approved so far.',
    type: 'Long',
    value: ({ approvers }) => approvers.length,
  },
  approvers: {
    comment: 'Who has approved so far.',
    type: 'Set<Person>',
    value: ({ approvers }) =>
      approvers.map(({ personId }) => ({ __entity: { type: 'Person', id: personId } })),
  },
  approvalsAtLeast: {
    comment: '"1 maintainer", "2 maintainer", … by the roles of those who have approved.',
    type: 'Set<String>',
    value: approvalsByRole,
  },
} as const satisfies { readonly [name: string]: ContextAttribute };

/** One attribute of the context, by name. */
export type ContextAttributeName = keyof typeof attributes;

/** Every attribute of the context, in the order of the schema. */
export const CONTEXT_ATTRIBUTES: readonly ContextAttributeName[] = Object.keys(
  attributes,
) as ContextAttributeName[];

/** Whether a text names an attribute of the context. */
export function isContextAttribute(name: string): name is ContextAttributeName {
  return Object.hasOwn(attributes, name);
}

/** The declaration of an attribute as it stands in the schema. */
export function attributeDeclaration(name: ContextAttributeName): string {
  const { comment, type } = attributes[name];
  const mark = optionalAttributes.has(name) ? '?' : '';
  return `  // ${comment}\n  ${name}${mark}: ${type},\n`;
}

/** The values of some attributes for a request; one that the request lacks is left out. */
export function contextValues(
  names: readonly ContextAttributeName[],
  request: PolicyRequest,
): Record<string, CedarValueJson> {
  const context: Record<string, CedarValueJson> = {};
  for (const name of names) {
    const value = attributes[name].value(request);
    if (value !== null) context[name] = value;
  }
  return context;
}

function checksThat(verdict: ArtifactCheck['verdict'], { artifactChecks }: PlanFacts): string[] {
  return artifactChecks.filter((check) => check.verdict === verdict).map(({ name }) => name);
}

function approvalsByRole({ approvers }: PolicyRequest): string[] {
  const counts = new Map<string, number>();
  for (const role of approvers.flatMap(({ roles }) => [...new Set(roles)])) {
    counts.set(role, (counts.get(role) ?? 0) + 1);
  }
  return [...counts].flatMap(([role, count]) =>
    Array.from({ length: count }, (_, i) => `${i + 1} ${role}`),
  );
}
