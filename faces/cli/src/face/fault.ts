// SPDX-License-Identifier: Apache-2.0
// Errors as the outermost handler reads them. Errors of adapters that carry a refusal are refusals;
// everything else is a fault, of which one line is printed, without a stack and without secrets.
import { isReasonCode, type Refusal } from '@marketops/core';
import { printable } from './terminal.ts';

/** The refusals that an adapter's error carries; empty for a fault. */
export function refusalsOf(error: unknown): readonly Refusal[] {
  if (!(error instanceof Error) || !('refusal' in error)) return [];
  const { refusal: carried } = error;
  return isRefusal(carried) ? [carried] : [];
}

/** One line about a fault. */
export function faultLine(error: unknown): string {
  return error instanceof Error
    ? `${error.name}: ${printable(error.message)}`
    : 'an unknown failure';
}

function isRefusal(value: unknown): value is Refusal {
  return (
    typeof value === 'object' &&
    value !== null &&
    'code' in value &&
    typeof value.code === 'string' &&
    isReasonCode(value.code)
  );
}
