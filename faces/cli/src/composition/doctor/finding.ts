// SPDX-License-Identifier: Apache-2.0
// One line of the doctor: what was looked at, what was found, and what to do where it is not right.
import { refusal, type ReasonCode, type Refusal } from '@marketops/core';
import { CommandRefused } from '../../face/command-result.ts';
import { faultLine, refusalsOf } from '../../face/fault.ts';

/** One thing that was looked at; `refusal` is null exactly if the verdict is `ok`. */
export interface Finding {
  readonly check: string;
  readonly verdict: 'ok' | 'warn' | 'fail';
  readonly found: string;
  readonly refusal: Refusal | null;
}

/** Nothing is wrong with it. */
export function wellFound(check: string, found: string): Finding {
  return { check, verdict: 'ok', found, refusal: null };
}

/** Something is wrong with it, or worth knowing. */
export function ill(check: string, verdict: 'warn' | 'fail', refused: Refusal): Finding {
  return { check, verdict, found: refused.found, refusal: refused };
}

/** What an error says about it. */
function failedBy(check: string, error: unknown): readonly Finding[] {
  const refusals = error instanceof CommandRefused ? error.refusals : refusalsOf(error);
  if (refusals.length > 0) return refusals.map((refused) => ill(check, 'fail', refused));
  const details = { subject: check, expected: 'an answer', found: faultLine(error) };
  return [ill(check, 'fail', refusal('run.fault', details))];
}

/** Looks at something; whatever is thrown becomes a finding. */
export async function lookAt(
  check: string,
  look: () => Promise<readonly Finding[]> | readonly Finding[],
): Promise<readonly Finding[]> {
  try {
    return await look();
  } catch (error) {
    return failedBy(check, error);
  }
}

/** A finding in the words of the catalogue. */
export function illBy(
  check: string,
  verdict: 'warn' | 'fail',
  reason: { readonly code: ReasonCode } & Omit<Refusal, 'code'>,
): Finding {
  const { code, ...details } = reason;
  return ill(check, verdict, refusal(code, details));
}
