// SPDX-License-Identifier: Apache-2.0
// Renders docs/reference/reason-codes.md from the one catalogue, so that code, docs and types hold
// the same set.
import { REASON_CODES, reasonEntry, type ReasonCode } from '@marketops/core';

/** Where the page stands, from the root of the tree. */
export const reasonCodesPagePath = 'docs/reference/reason-codes.md';

const opening = `# Reason codes

Every refusal carries one of these ids. They are stable: an id never changes its meaning, and a
retired one is never used again. This page is written by \`npm run spec\` from
\`domain/core/src/refusal/catalogue\`; a test fails when the two differ.

In \`Next\`, words in capitals are to be filled in.
`;

/** The whole page. */
export function reasonCodesPage(): string {
  const families = Map.groupBy(REASON_CODES, (code) => code.split('.', 1)[0] ?? '');
  const sections = [...families].map(([family, codes]) => familySection(family, codes));
  return `${opening}\n${sections.join('\n')}`;
}

/** The ids that a page documents, in the order of the page. */
export function documentedCodes(page: string): readonly string[] {
  return [...page.matchAll(/^### `([a-z_]+\.[a-z_]+)`$/gm)].map(([, code]) => code ?? '');
}

function familySection(family: string, codes: readonly ReasonCode[]): string {
  return `## ${family}\n\n${codes.map(codeSection).join('\n')}`;
}

function codeSection(code: ReasonCode): string {
  const { headline, why, fixedBy, next, exit } = reasonEntry(code);
  return `### \`${code}\`

${headline} ${why}

- Who can fix it: ${fixedBy}
- Next: \`${next}\`
- Exit code: ${exit}
`;
}
