// SPDX-License-Identifier: Apache-2.0
// What every text that GitHub will show is examined for: characters nobody sees, links nobody should
// follow, our own marker, emptiness and length.
import { findHiddenCharacters, refusal, visibleText, type Refusal } from '@marketops/core';
import { findUnsafeLinks } from './links.ts';

/** The beginning of an operation's marker, which belongs at the end of a body and nowhere else. */
const markerBeginning = '<!-- marketops:';

/** What a text may be. */
export interface TextRule {
  /** What the text is, for people: `release "release", body`. */
  readonly subject: string;
  /** In UTF-16 units. */
  readonly lengthMax: number;
  /** Whether it is Markdown, whose links are examined. */
  readonly markdown: boolean;
}

/** Everything that is wrong with a text; empty where nothing is. */
export function examineText(content: string, rule: TextRule): readonly Refusal[] {
  const { subject } = rule;
  const refusals: Refusal[] = [];
  if (content.trim() === '') {
    refusals.push(refusal('text.empty', { subject, expected: 'some text', found: 'none' }));
  }
  if (content.length > rule.lengthMax) {
    const expected = `at most ${rule.lengthMax} characters`;
    const found = `${content.length} characters`;
    refusals.push(refusal('text.too_long', { subject, expected, found }));
  }
  const [hidden] = findHiddenCharacters(content);
  if (hidden !== undefined) {
    const expected = 'characters that a reader sees';
    const found = `${hidden.name} ${codePointName(hidden.codePoint)} at ${place(content, hidden.index)}`;
    refusals.push(refusal('text.hidden_character', { subject, expected, found }));
  }
  if (content.includes(markerBeginning)) {
    const found = `one at ${place(content, content.indexOf(markerBeginning))}`;
    const expected = `a text without ${markerBeginning}`;
    refusals.push(refusal('text.reserved', { subject, expected, found }));
  }
  const links = rule.markdown ? findUnsafeLinks(content) : [];
  return refusals.concat(
    links.map(({ target, reason }) =>
      refusal('text.link_unsafe', {
        subject,
        expected: 'links by https, http or mailto to the host they show',
        found: `${visibleText(target)}: ${reason}`,
      }),
    ),
  );
}

function codePointName(codePoint: number): string {
  return `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
}

function place(content: string, index: number): string {
  const before = content.slice(0, index).split('\n');
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}
