// SPDX-License-Identifier: Apache-2.0
// What ought to be minted, told by the plainest reading of the rules over plain data: no digests, no
// signatures, no matching, and no code of the authority.
import type { ApprovalRule } from '@marketops/authority';

/** A person of the model's roster. */
export interface ModelPerson {
  readonly name: string;
  /** Whether the roster lists them now. */
  listed: boolean;
  bot: boolean;
  roles: readonly string[];
  /** The keys that the roster lists for them now. */
  keys: readonly string[];
}

/** A policy of the model. */
export interface ModelPolicy {
  readonly version: number;
  readonly rule: ApprovalRule;
  readonly forbids: boolean;
}

/** A statement that the authority took. */
export interface ModelStatement {
  readonly person: string;
  readonly key: string;
  readonly decision: 'approve' | 'deny';
  withdrawn: boolean;
}

/** A ceremony of the model. */
export interface ModelRequest {
  readonly policy: ModelPolicy;
  readonly expiresAtMs: number;
  readonly statements: ModelStatement[];
}

/** A plan of the model and its ceremonies. */
export interface ModelPlan {
  readonly policy: ModelPolicy;
  /** The name of whoever answers for it, of the roster or not; null where nobody is named. */
  readonly answerable: string | null;
  /** People whose approval never counts: proposer, principal, last author. */
  readonly authors: readonly string[];
  readonly requests: ModelRequest[];
  spent: boolean;
}

/** Everything that decides whether a plan may be minted. */
export interface ModelState {
  readonly people: readonly ModelPerson[];
  accepted: ModelPolicy;
  /** What the policy files say; another policy than the accepted one counts for nothing. */
  read: ModelPolicy;
  nowMs: number;
}

/** Whether an enforceable receipt ought to be minted for a plan now. */
export function oughtToMint(plan: ModelPlan, state: ModelState): boolean {
  if (plan.spent || state.read !== state.accepted || plan.policy !== state.accepted) return false;
  if (state.accepted.forbids) return false;
  const known = state.people.filter(({ listed, bot }) => listed && !bot);
  if (!known.some(({ name }) => name === plan.answerable)) return false;
  const denied = plan.requests.some(({ statements }) =>
    statements.some(({ decision }) => decision === 'deny'),
  );
  const request = plan.requests.findLast(({ policy }) => policy === plan.policy);
  if (denied || request === undefined || request.expiresAtMs <= state.nowMs) return false;
  return leftOver(state.accepted.rule, countedPeople(plan, request, state)).length > 0;
}

function countedPeople(
  plan: ModelPlan,
  request: ModelRequest,
  state: ModelState,
): readonly ModelPerson[] {
  return state.people.filter(
    (person) =>
      person.listed &&
      !person.bot &&
      !plan.authors.includes(person.name) &&
      request.statements.some(
        (statement) =>
          statement.person === person.name &&
          statement.decision === 'approve' &&
          !statement.withdrawn &&
          person.keys.includes(statement.key),
      ),
  );
}

/** Everybody who may be left over after a rule was satisfied, in every possible way. */
function leftOver(
  rule: ApprovalRule,
  people: readonly ModelPerson[],
): readonly (readonly ModelPerson[])[] {
  if ('anyOf' in rule) return rule.anyOf.flatMap((inner) => leftOver(inner, people));
  if ('allOf' in rule) {
    return rule.allOf.reduce<readonly (readonly ModelPerson[])[]>(
      (left, inner) => left.flatMap((rest) => leftOver(inner, rest)),
      [people],
    );
  }
  let left: readonly (readonly ModelPerson[])[] = [people];
  for (let place = 0; place < rule.count; place += 1) {
    left = left.flatMap((rest) =>
      rest
        .filter((one) =>
          'role' in rule
            ? one.roles.includes(rule.role)
            : rule.people.some((name) => name === one.name),
        )
        .map((one) => rest.filter((other) => other !== one)),
    );
  }
  return left;
}
