// SPDX-License-Identifier: Apache-2.0
// Reads a changelog kept as keepachangelog.com describes: one second-level heading a version, newest
// first, link definitions wherever they stand.
import { splitMarkdownLines } from './markdown-lines.ts';

/** One version's section. */
export interface ChangelogSection {
  /** As the heading spells it: `1.2.0`, `Unreleased`. */
  readonly version: string;
  /** The section's text with the link definitions it uses, without blank lines at either end. */
  readonly notes: string;
  /** The line of the heading, from 1. */
  readonly line: number;
}

const headingPattern = /^##[ \t]+\[?([^\s\]]+)/;
const definitionPattern = /^ {0,3}\[([^\]]+)\]:[ \t]*\S+/;
const labelPattern = /\[([^[\]]+)\]/g;
const otherHeadingPattern = /^#[ \t]/;

/** The sections of a changelog in their order; headings inside fenced code are text. */
export function readChangelog(text: string): readonly ChangelogSection[] {
  const definitions = new Map<string, LinkDefinition>();
  const drafts: { version: string; line: number; lines: string[] }[] = [];
  let open = false;
  for (const { text: line, number, fenced } of splitMarkdownLines(text)) {
    const heading = fenced ? null : headingPattern.exec(line);
    const definition = fenced ? null : definitionPattern.exec(line);
    if (heading !== null) {
      const [, version = ''] = heading;
      drafts.push({
        version: version.replace(/^v(?=[0-9])/, ''),
        line: number,
        lines: [],
      });
      open = true;
    } else if (definition !== null) {
      const label = (definition[1] ?? '').toLowerCase();
      if (!definitions.has(label)) definitions.set(label, { line, place: definitions.size });
    } else if (!fenced && otherHeadingPattern.test(line)) {
      open = false;
    } else if (open) {
      drafts.at(-1)?.lines.push(line);
    }
  }
  return drafts.map(({ lines, ...section }) => ({
    ...section,
    notes: withDefinitions(trimBlankLines(lines), definitions),
  }));
}

interface LinkDefinition {
  readonly line: string;
  /** Where it stands among the definitions. */
  readonly place: number;
}

/** Definitions by their folded label; of two with one label the first holds (CommonMark 4.7). */
type LinkDefinitions = ReadonlyMap<string, LinkDefinition>;

function withDefinitions(notes: string, definitions: LinkDefinitions): string {
  const labels = [...notes.matchAll(labelPattern)].map(([, label = '']) => label.toLowerCase());
  const used = [...new Set(labels)]
    .flatMap((label) => definitions.get(label) ?? [])
    .toSorted((left, right) => left.place - right.place);
  return used.length === 0 ? notes : `${notes}\n\n${used.map(({ line }) => line).join('\n')}`;
}

function trimBlankLines(lines: readonly string[]): string {
  const first = lines.findIndex((line) => line.trim() !== '');
  const last = lines.findLastIndex((line) => line.trim() !== '');
  return first < 0 ? '' : lines.slice(first, last + 1).join('\n');
}
