// SPDX-License-Identifier: Apache-2.0
// A refusal is a value: a reason code of the one catalogue, what was expected and what was found.
import { object } from '../schema/composites.ts';
import { oneOf, text } from '../schema/scalars.ts';
import type { Schema } from '../schema/schema.ts';
import { REASON_CODES, type ReasonCode } from './catalogue.ts';

const detailCharactersMax = 200;

/** Why something was refused. `subject` names the thing it is about (a file, a field, an id). */
export type Refusal = {
  readonly code: ReasonCode;
  readonly subject: string;
  readonly expected: string;
  readonly found: string;
};

const detail = text({ lengthMin: 0, lengthMax: detailCharactersMax });

/** Refusals as they stand in signed and logged documents. */
export const refusalSchema: Schema<Refusal> = object({
  code: oneOf(REASON_CODES),
  subject: detail,
  expected: detail,
  found: detail,
});

/** Makes a refusal; over-long details are cut so that a refusal always fits a record. */
export function refusal(code: ReasonCode, details: Omit<Refusal, 'code'>): Refusal {
  return {
    code,
    subject: cut(details.subject),
    expected: cut(details.expected),
    found: cut(details.found),
  };
}

function cut(detailText: string): string {
  const wellFormed = detailText.toWellFormed();
  return wellFormed.length <= detailCharactersMax
    ? wellFormed
    : `${wellFormed.slice(0, detailCharactersMax - 1).toWellFormed()}…`;
}
