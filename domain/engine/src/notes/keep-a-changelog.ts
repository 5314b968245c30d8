// SPDX-License-Identifier: Apache-2.0
// Reads a changelog kept as keepachangelog.com describes: one second-level heading a version, newest
// first, link definitions wherever they stand.
import { splitMarkdownLines } from './markdown-lines.ts';

/** One version's section. */
export interface ChangelogSection {
  /** As the heading spells it: `1.2.0`, `Unreleased`. */
  readonly version: string;
  /** What follows the version in the heading, such as a date; empty where nothing does. */
  readonly remark: string;
  /** The section's text with the link definitions it uses, without blank lines at either end. */
  readonly notes: string;
  /** The line of the heading, from 1. */
  readonly line: number;
}

const headingPattern = /^##[ \t]+\[?([^\s\]]+)\]?(?:\([^)]*\))?[ \t]*(?:[-–—:][ \t]*)?(.*)$/;
const definitionPattern = /^ {0,3}\[([^\]]+)\]:[ \t]*\S+/;
const otherHeadingPattern = /^#[ \t]/;

/** The sections of a changelog in their order; headings inside fenced code are text. */
export function readChangelog(text: string): readonly ChangelogSection[] {
  const definitions: LinkDefinition[] = [];
  const drafts: { version: string; remark: string; line: number; lines: string[] }[] = [];
  let open = false;
  for (const { text: line, number, fenced } of splitMarkdownLines(text)) {
    const heading = fenced ? null : headingPattern.exec(line);
    const definition = fenced ? null : definitionPattern.exec(line);
    if (heading !== null) {
      const [, version = '', remark = ''] = heading;
      drafts.push({
        version: version.replace(/^v(?=[0-9])/, ''),
        remark: remark.trim(),
        line: number,
        lines: [],
      });
      open = true;
    } else if (definition !== null) {
      definitions.push({ label: definition[1] ?? '', line });
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
  readonly label: string;
  readonly line: string;
}

function withDefinitions(notes: string, definitions: readonly LinkDefinition[]): string {
  const folded = notes.toLowerCase();
  const used = definitions.filter(({ label }) => folded.includes(`[${label.toLowerCase()}]`));
  return used.length === 0 ? notes : `${notes}\n\n${used.map(({ line }) => line).join('\n')}`;
}

function trimBlankLines(lines: readonly string[]): string {
  const first = lines.findIndex((line) => line.trim() !== '');
  const last = lines.findLastIndex((line) => line.trim() !== '');
  return first < 0 ? '' : lines.slice(first, last + 1).join('\n');
}
