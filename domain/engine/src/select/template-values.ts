// SPDX-License-Identifier: Apache-2.0
// What the variables of the templates stand for in one run.
import type { Instant } from '@marketops/core';
import type { Discovery } from '../stage/discover.ts';
import { renderTemplate, type TemplateValues } from '../text/template.ts';

const dayCharacters = 'YYYY-MM-DD'.length;

/** The values of all variables; `plannedAt` comes with the seeds, so that it stays what it was. */
export function templateValues(discovery: Discovery, plannedAt: Instant): TemplateValues {
  const { config, version, previous, head } = discovery;
  const values = {
    version: version.text,
    tag: null,
    previousVersion: previous?.version.text ?? null,
    previousTag: previous?.tag.name ?? null,
    date: plannedAt.slice(0, dayCharacters),
    commit: head.commit,
    repository: config.repository,
    notes: notesOf(discovery),
  };
  const tag = renderTemplate(config.version.tag, values);
  return { ...values, tag: tag.ok ? tag.value : null };
}

/** The notes of the version; null where there are none, empty where they say nothing. */
function notesOf({ notes, version }: Discovery): string | null {
  switch (notes.kind) {
    case 'none':
      return null;
    case 'commits':
      return notes.notes;
    case 'changelog':
      return notes.sections.find((section) => section.version === version.text)?.notes ?? null;
  }
}
