// SPDX-License-Identifier: Apache-2.0
// Reads foreign JSON (RFC 8259) so that no two readers can see two different values in the same
// bytes: I-JSON (RFC 7493) and bounded in every direction. Never throws.
import { utf8Decode } from '../encoding/utf8.ts';
import { refused, type Parsed } from '../schema/parsed.ts';
import type { JsonLimits } from './json-limits.ts';
import { JsonScanner } from './json-scanner.ts';
import type { JsonValue } from './json-value.ts';

export { JSON_LIMITS_DEFAULT, type JsonLimits } from './json-limits.ts';

/**
 * The value that `bytes` spell, or the first problem, with a JSON pointer to where it is.
 *
 * Refused besides what is not JSON: ill-formed UTF-8, a byte order mark, lone surrogates, a key
 * used twice in one object, the key `__proto__`, integers beyond 2^53 - 1, numbers that would
 * become infinite or vanish to zero, and whatever is over a limit. Objects have no prototype, so
 * that a key such as `toString` is only ever what the text says.
 */
export function parseStrictJson(bytes: Uint8Array, limits: JsonLimits): Parsed<JsonValue> {
  if (bytes.length > limits.bytesMax) {
    return refused('', `at most ${limits.bytesMax} bytes of JSON`, `${bytes.length} bytes`);
  }
  const text = utf8Decode(bytes);
  return text.ok ? new JsonScanner(text.value, limits).scan() : text;
}
