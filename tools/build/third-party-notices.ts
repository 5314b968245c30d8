// SPDX-License-Identifier: Apache-2.0
// The page that goes with a program and names everything in it that others wrote, with their terms.

import type { BundledPackage } from './bundled-packages.ts';

/** Writes the page; the same packages give the same text. */
export function thirdPartyNotices(packages: readonly BundledPackage[]): string {
  const opening = [
    '# Third-party notices',
    '',
    'MarketOps is built from its own code, under the licence in `LICENSE`, and from parts of the packages',
    'below, each under the terms that follow its name.',
  ];
  return `${[...opening, ...packages.flatMap(sectionOf)].join('\n')}\n`;
}

function sectionOf({ name, version, license, terms }: BundledPackage): readonly string[] {
  return ['', `## ${name} ${version}`, '', `Licence: ${license}`, ...terms.flatMap(quoted)];
}

function quoted(text: string): readonly string[] {
  return ['', '~~~~text', text, '~~~~'];
}
