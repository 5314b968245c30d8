// SPDX-License-Identifier: Apache-2.0
// JSON pointers (RFC 6901): where in a value a problem is.

/** The pointer that leads through `segments`, each a key or an index, from the whole value. */
export function jsonPointer(segments: readonly (string | number)[]): string {
  return segments
    .map((segment) => `/${String(segment).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}
