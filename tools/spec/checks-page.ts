// SPDX-License-Identifier: Apache-2.0
// Renders docs/reference/checks.md from the list of the checks, in its order and with its numbers.
import { CHECKS, type CheckName } from '@marketops/core';
import { BINDING_CHECKS } from '@marketops/publisher';
import { DESCRIBED_CHECKS } from './described-checks.ts';

/** Where the page stands, from the root of the tree. */
export const checksPagePath = 'docs/reference/checks.md';

const opening = `# The sixteen checks

Before anything is sent to GitHub, the publisher evaluates all of these in one transaction with the
spending of the receipt ([the protocol](protocol.md#admission)). All are evaluated and all are reported, in
this order; one failure hides no other. A check whose precondition is missing is \`not_evaluated\`, which
refuses too. This page is written by \`npm run spec\` from \`domain/core/src/check/check-list.ts\`; a test
fails when the two differ.

| # | check | what must hold | refused with | decided in | evaluated by |
|---|---|---|---|---|---|
`;

const closing = `
Files are in \`domain/core/src/check\`. \`admission\` is \`domain/publisher/src/admission/evaluate-admission.ts\`,
and \`ReceiptBindingValidator\`, in \`domain/publisher/src/receipt-binding-validator.ts\`, is called by it.
Every code is explained in [reason codes](reason-codes.md).

Checks 3 to 16 are not evaluated without an enforceable receipt that reads (check 3: without a receipt that
reads at all); checks 5, 11 and 12 not without an operation that reads; check 13 not without the plan. A
submission that cannot be read is refused beside the checks: \`operation.malformed\`,
\`operation.plan_unreadable\`, \`operation.kind_mismatch\`; so is an operation that was admitted before
under another receipt, \`operation.already_admitted\`.

The verifier of an evidence pack evaluates the checks once more by trust of its own
(\`domain/log/src/evidence/check-admission.ts\`): all but 6, 14 and 16, which depend on what the store held
at the time. In their stead it looks for the record of a revocation before the admission.
`;

/** The whole page. */
export function checksPage(): string {
  return `${opening}${CHECKS.map(row).join('')}${closing}`;
}

function row(name: CheckName, index: number): string {
  const { holds, codes, decidedIn } = DESCRIBED_CHECKS[name];
  const cells = [
    index + 1,
    `\`${name}\``,
    holds,
    codes.map((code) => `\`${code}\``).join(', '),
    `\`${decidedIn}\``,
    isBinding(name) ? '`ReceiptBindingValidator`' : 'admission',
  ];
  return `| ${cells.join(' | ')} |\n`;
}

function isBinding(name: CheckName): boolean {
  return BINDING_CHECKS.some((binding) => binding === name);
}
