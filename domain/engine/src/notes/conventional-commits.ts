// SPDX-License-Identifier: Apache-2.0
// Makes release notes of commit messages that follow Conventional Commits 1.0.0. Messages that do
// not follow it, and kinds that readers of a release do not need, are left out.
import type { HistoryMessage } from '../port/project-facts.ts';

/** What a message says by the convention. */
export interface ConventionalCommit {
  readonly type: string;
  readonly scope: string | null;
  readonly description: string;
  /** What the change breaks: the footer's text, or the description after a `!`; null otherwise. */
  readonly breaking: string | null;
}

const headerPattern = /^([A-Za-z][A-Za-z0-9-]*)(?:\(([^()\n]+)\))?(!)?: +(\S.*)$/;
const breakingPattern = /^BREAKING[ -]CHANGE: +(\S.*)$/m;

/** Reads one message; null where it does not follow the convention. */
export function readConventionalCommit(message: string): ConventionalCommit | null {
  const [header = '', ...rest] = message.split(/\r\n|\n/);
  const match = headerPattern.exec(header);
  if (match === null) return null;
  const [, type = '', scope, mark, description = ''] = match;
  const footer = breakingPattern.exec(rest.join('\n'))?.[1];
  return {
    type: type.toLowerCase(),
    scope: scope ?? null,
    description: description.trim(),
    breaking: footer ?? (mark === undefined ? null : description.trim()),
  };
}

const groups: readonly { readonly heading: string; readonly type: string }[] = [
  { heading: 'Features', type: 'feat' },
  { heading: 'Fixes', type: 'fix' },
  { heading: 'Performance', type: 'perf' },
  { heading: 'Reverts', type: 'revert' },
];

const shownIdCharacters = 10;

/** Notes in Markdown: what breaks first, then features, fixes, performance and reverts. */
export function notesFromCommits(messages: readonly HistoryMessage[]): string {
  const read = messages.flatMap(({ commit, message }) => {
    const conventional = readConventionalCommit(message);
    return conventional === null ? [] : [{ commit, conventional }];
  });
  const breaking = read.flatMap(({ commit, conventional: { scope, breaking: broken } }) =>
    broken === null ? [] : [noteLine(scope, broken, commit)],
  );
  const rest = groups.map(({ heading, type }) => ({
    heading,
    lines: read
      .filter(({ conventional }) => conventional.type === type && conventional.breaking === null)
      .map(({ commit, conventional }) =>
        noteLine(conventional.scope, conventional.description, commit),
      ),
  }));
  return [{ heading: 'Breaking changes', lines: breaking }, ...rest]
    .filter(({ lines }) => lines.length > 0)
    .map(({ heading, lines }) => `### ${heading}\n\n${lines.join('\n')}`)
    .join('\n\n');
}

function noteLine(scope: string | null, description: string, commit: string): string {
  const lead = scope === null ? '' : `**${scope}:** `;
  return `- ${lead}${description} (${commit.slice(0, shownIdCharacters)})`;
}
