// SPDX-License-Identifier: Apache-2.0
// Finds the links of a Markdown text and tells which of them a reader must not be sent to. It is
// deliberately simpler than Markdown: whatever could be read as a link somewhere counts as one.
import { splitMarkdownLines } from '../notes/markdown-lines.ts';

/** A link that should not be published. */
export interface UnsafeLink {
  readonly target: string;
  readonly reason: string;
}

// Every repetition below is bounded or cannot overlap itself, so that no text takes quadratic time.
const inlinePattern = /(?:\[([^[\]]{0,300}))?\]\([ \t]{0,9}<?([^\s)>]+)/g;
const definitionPattern = /^ {0,3}\[([^\]]+)\]:\s*<?([^\s>]+)/;
const attributePattern = /\b(?:href|src)[ \t]{0,9}=[ \t]{0,9}["']?([^\s"'>]+)/gi;
const barePattern = /\b([a-z][a-z0-9+.-]{1,31}:\/\/[^\s<>()[\]"'`]+)/gi;
const autolinkPattern = /<([a-z][a-z0-9+.-]{1,31}:[^\s<>]*)>/gi;

const schemesAllowed = new Set(['https', 'http', 'mailto']);
const schemePattern = /^([a-z][a-z0-9+.-]*):/i;
const authorityPattern = /^[a-z][a-z0-9+.-]*:\/\/([^/?#\\]*)/i;

/** The links that must not be published, in the order of the text; those in code are text. */
export function findUnsafeLinks(markdown: string): readonly UnsafeLink[] {
  const found = new Map<string, UnsafeLink>();
  for (const { text, fenced } of splitMarkdownLines(markdown)) {
    if (fenced) continue;
    for (const { label, target } of linksOf(text.replaceAll(/`[^`]*`/g, ' '))) {
      const reason = whyUnsafe(label, target);
      if (reason !== null && !found.has(target)) found.set(target, { target, reason });
    }
  }
  return [...found.values()];
}

interface Link {
  readonly label: string;
  readonly target: string;
}

function linksOf(line: string): readonly Link[] {
  const definition = definitionPattern.exec(line);
  return [
    ...[...line.matchAll(inlinePattern)].map(([, label = '', target = '']) => ({ label, target })),
    ...(definition === null ? [] : [{ label: '', target: definition[2] ?? '' }]),
    ...[attributePattern, autolinkPattern, barePattern].flatMap((pattern) =>
      [...line.matchAll(pattern)].map(([, target = '']) => ({ label: '', target })),
    ),
  ];
}

function whyUnsafe(label: string, target: string): string | null {
  const scheme = schemePattern.exec(target)?.[1]?.toLowerCase();
  if (scheme === undefined) return target.startsWith('//') ? 'no scheme' : null;
  if (!schemesAllowed.has(scheme)) return `scheme ${scheme}`;
  const authority = authorityPattern.exec(target)?.[1];
  if (authority === undefined) return scheme === 'mailto' ? null : 'no host';
  if (authority.includes('@')) return 'a user name before the host';
  if (/[^!-~]|%/.test(authority)) return 'a host that is not in plain ASCII';
  const shown = authorityPattern.exec(label.trim())?.[1];
  return shown !== undefined && shown.toLowerCase() !== authority.toLowerCase()
    ? `it shows ${shown}`
    : null;
}
