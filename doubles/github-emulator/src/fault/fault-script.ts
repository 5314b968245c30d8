// SPDX-License-Identifier: Apache-2.0
// The rules in force and how often each has matched.

import { type AnswerFault, type FaultRule, isSideFault, type SideFault } from './fault-rule.ts';
import type { RouteName } from './route-name.ts';

/** The faults that one call meets. */
export interface CallFaults {
  /** The first matching fault that replaces the answer, or null. */
  readonly answer: AnswerFault | null;
  readonly side: readonly SideFault[];
  /** The kinds of all of them, for the logs. */
  readonly kinds: readonly string[];
}

/** A rule with the number of calls it has matched and struck. */
export interface FaultRuleStatus {
  readonly rule: FaultRule;
  readonly matched: number;
  readonly struck: number;
}

/** An ordered list of fault rules. */
export class FaultScript {
  #rules: { rule: FaultRule; matched: number; struck: number }[] = [];

  /** Adds a rule behind those in force. */
  add(rule: FaultRule): void {
    this.#rules.push({ rule, matched: 0, struck: 0 });
  }

  /** Removes all rules. */
  clear(): void {
    this.#rules = [];
  }

  /** The rules in force, in order. */
  status(): readonly FaultRuleStatus[] {
    return this.#rules.map((entry) => ({ ...entry }));
  }

  /** Counts a call against every rule and returns the faults it meets. */
  take(method: string, route: RouteName['route'] | null): CallFaults {
    let answer: AnswerFault | null = null;
    const side: SideFault[] = [];
    for (const entry of this.#rules) {
      const { match, fault } = entry.rule;
      if (!matches(match, method, route)) {
        continue;
      }
      entry.matched += 1;
      const first = match.nth ?? 1;
      if (entry.matched < first || entry.matched >= first + (match.times ?? 1)) {
        continue;
      }
      entry.struck += 1;
      if (isSideFault(fault)) {
        side.push(fault);
      } else {
        answer ??= fault;
      }
    }
    const struck = answer === null ? side : [answer, ...side];
    return { answer, side, kinds: struck.map((fault) => fault.kind) };
  }
}

function matches(match: FaultRule['match'], method: string, route: string | null): boolean {
  return (
    (match.method === undefined || match.method === method) &&
    (match.route === undefined || match.route === route)
  );
}
