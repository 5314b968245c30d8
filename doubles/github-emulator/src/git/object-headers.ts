// SPDX-License-Identifier: Apache-2.0
// The header block that commits and tags share: "name value" lines, continuation lines that begin with
// a space, an empty line, then the message untouched.

/** One header of a commit or tag; a value with line breaks is stored with continuation lines. */
export type ObjectHeader = readonly [name: string, value: string];

/** Joins headers and message into object content. */
export function joinHeaders(headers: readonly ObjectHeader[], message: string): Buffer {
  const lines = headers.map(([name, value]) => `${name} ${value.replaceAll('\n', '\n ')}\n`);
  return Buffer.from(`${lines.join('')}\n${message}`, 'utf8');
}

/** Splits object content into its headers and message. */
export function splitHeaders(content: Buffer): { headers: ObjectHeader[]; message: string } {
  const text = content.toString('utf8');
  const end = text.indexOf('\n\n');
  const block = end === -1 ? text : text.slice(0, end);
  const headers: ObjectHeader[] = [];
  for (const line of block.replaceAll('\n ', '\u0001').split('\n')) {
    const space = line.indexOf(' ');
    if (space > 0) {
      headers.push([line.slice(0, space), line.slice(space + 1).replaceAll('\u0001', '\n')]);
    }
  }
  return { headers, message: end === -1 ? '' : text.slice(end + 2) };
}
