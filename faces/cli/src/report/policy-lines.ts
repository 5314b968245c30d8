// SPDX-License-Identifier: Apache-2.0
// A proposed policy as people read it before they approve it: who must approve what under it, as it is
// written too, and every rule.
import { rulesInWords, type ApprovalRule } from '@marketops/authority';
import { canonicalJson, visibleText } from '@marketops/core';
import { printable } from '../face/terminal.ts';

/** A policy of one layer, as far as people read it. */
export interface ShownPolicy {
  readonly approvals: { readonly [subject: string]: ApprovalRule | null };
  readonly rules: readonly { readonly text: string }[];
}

/** The lines of a policy; no text in it makes up a line of its own. */
export function policyLines({ approvals, rules }: ShownPolicy): readonly string[] {
  return [
    '  approvals asked for under it:',
    ...Object.entries(approvals).map(
      ([subject, rule]) =>
        `    ${subject}: ${rule === null ? 'nobody' : printable(rulesInWords([rule]))}`,
    ),
    `  approvals as written: ${printable(canonicalJson(approvals))}`,
    '  rules:',
    ...rules.flatMap(({ text }) =>
      visibleText(text)
        .split('\n')
        .map((line) => `    | ${line}`),
    ),
  ];
}
