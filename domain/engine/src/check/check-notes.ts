// SPDX-License-Identifier: Apache-2.0
// A release says what is in it: the notes are there, and they say something.
import { refusal, type Refusal } from '@marketops/core';
import type { CheckContext } from './check-context.ts';
import { objection, type CheckOutcome } from './objection.ts';

/** Objects to notes that are missing or say nothing. */
export function checkNotes({ selection }: CheckContext): CheckOutcome {
  const { discovery, drafts, objections } = selection;
  const { notes, version } = discovery;
  const names = drafts.flatMap(({ kind, name }) => (kind === 'publish_release' ? [name] : []));
  const found = `${selection.values.notes?.length ?? 0} characters`;
  const why = whyNoNotes(selection);
  return {
    check: 'notes',
    configured: notes.kind !== 'none',
    expected: `notes of ${version.text}`,
    found,
    objections: [
      ...objections.filter(({ check }) => check === 'notes'),
      ...(why === null ? [] : [objection('notes', names, why)]),
    ],
  };
}

function whyNoNotes({ discovery, values }: CheckContext['selection']): Refusal | null {
  const { notes, version } = discovery;
  if (notes.kind === 'none') return null;
  const subject = notes.kind === 'changelog' ? notes.file : 'commit messages';
  if (values.notes === null) {
    const details = { expected: `a section ${version.text}`, found: 'none' };
    return refusal('notes.missing', { subject, ...details });
  }
  if (hasProse(values.notes)) return null;
  const found = notes.kind === 'commits' ? `none in ${notes.commits} commits` : 'headings alone';
  const expected = 'at least one entry that tells readers something';
  return refusal('notes.empty', { subject, expected, found });
}

/** Whether a text has more than headings, rules, bullets and link definitions. */
function hasProse(text: string): boolean {
  return text
    .split('\n')
    .some((line) => /[\p{L}\p{N}]/u.test(line) && !/^ {0,3}(?:#|\[[^\]]+\]:)/.test(line));
}
