// SPDX-License-Identifier: Apache-2.0
// Every way in which a value can find its way into a log, an error page or a console.
import { inspect } from 'node:util';

/** `value` printed, serialized and inspected as deeply as anything does, in one text. */
export function everyFormOf(value: unknown): string {
  const forms = [
    inspect(value, { depth: Infinity, showHidden: true, getters: true }),
    inspect(value, { depth: Infinity, customInspect: false, showHidden: true }),
    String(value),
    safeJson(value),
  ];
  if (value instanceof Error) {
    forms.push(value.message, value.stack ?? '', everyFormOf(value.cause));
  }
  return forms.join('\n');
}

function safeJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? '';
  } catch (error) {
    return String(error);
  }
}
