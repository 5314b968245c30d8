// SPDX-License-Identifier: Apache-2.0
// A word of a command that is printed to be copied: whatever stands in it, a shell reads one word.

const plain = /^[\w@%+=:,./-]+$/;

/** The word as it is, or in quotes where a shell would read it otherwise. */
export function shellWord(text: string): string {
  return plain.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
