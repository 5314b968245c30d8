// SPDX-License-Identifier: Apache-2.0
// A proposed policy as people read it before they approve it: who must approve what under it, as it is
// written too, and every rule.
import { rulesInWords } from '@marketops/authority';
import { canonicalJson, visibleText } from '@marketops/core';
import type { LayerReading } from '@marketops/policy-cedar';
import { printable } from '../face/terminal.ts';

/** The lines of a policy of one layer; no text in it makes up a line of its own. */
export function policyLines({
  approvals,
  rules,
}: NonNullable<LayerReading['layer']>): readonly string[] {
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
