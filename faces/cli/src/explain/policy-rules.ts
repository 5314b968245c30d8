// SPDX-License-Identifier: Apache-2.0
// How every rule of the policy stands to an operation: whether it mentions it at all, and whether its
// condition holds. "No rule mentions this" and "a rule mentions it and its condition was false" are
// different answers, and call for different people.
import type { CeremonyStanding, PolicyRequest } from '@marketops/authority';
import type { JsonObject, Operation, PublicationPlan, TrustRoot } from '@marketops/core';
import type { OpenedHome } from '../composition/opened-home.ts';

/** The rules' standing to one operation. */
export interface RulesOnOperation {
  readonly operation: Operation;
  readonly rules: ReturnType<OpenedHome['policy']['explain']>;
}

/** Asks how every rule stands to each operation of a plan, with the approvals given so far. */
export function rulesOnPlan(
  home: OpenedHome,
  plan: PublicationPlan,
  standing: CeremonyStanding | null,
): readonly RulesOnOperation[] {
  return plan.operations.map(({ operation }) => ({
    operation,
    rules: home.policy.explain(questionOf(home, { plan, operation, standing })),
  }));
}

/** The lines of the rules on one operation. */
export function rulesLines({ operation, rules }: RulesOnOperation): readonly string[] {
  const asked = `policy on ${operation.kind} ${operation.operationId}`;
  if (!rules.some(({ standing }) => standing !== 'not_mentioned')) {
    return [`${asked}: no rule mentions it`];
  }
  return [
    `${asked}:`,
    ...rules.map(
      ({ rule, standing, message }) =>
        `  ${rule.effect.padEnd(7)}${rule.ruleId.padEnd(32)}${inWords[standing]}${message === '' ? '' : `: ${message}`}`,
    ),
  ];
}

/** The rules on one operation for programs. */
export function rulesJson({ operation, rules }: RulesOnOperation): JsonObject {
  return {
    operationId: operation.operationId,
    operationKind: operation.kind,
    rules: rules.map(({ layer, rule, standing, message }) => ({
      layer,
      ruleId: rule.ruleId,
      effect: rule.effect,
      standing,
      message,
      reason: rule.reason,
      next: rule.next,
    })),
  };
}

const inWords = {
  not_mentioned: 'does not mention it',
  condition_false: 'mentions it; its condition does not hold',
  applies: 'applies',
  error: 'cannot be evaluated',
} as const;

function questionOf(
  { pins, machine }: OpenedHome,
  on: {
    readonly plan: PublicationPlan;
    readonly operation: Operation;
    readonly standing: CeremonyStanding | null;
  },
): PolicyRequest {
  const { proposer, facts } = on.plan;
  return {
    action: on.operation.kind,
    proposer,
    proposerRoles: rolesOf(pins.trustRoot, proposer.id),
    principalRoles: rolesOf(pins.trustRoot, proposer.onBehalfOf),
    repository: on.operation.repository,
    facts,
    mode: 'prod',
    at: machine.clock.now(),
    approvers: on.standing?.counted.map(({ approver }) => approver) ?? [],
  };
}

function rolesOf({ people }: TrustRoot, personId: string | null): readonly string[] {
  return people.find((person) => person.personId === personId)?.roles ?? [];
}
