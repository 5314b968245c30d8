// SPDX-License-Identifier: Apache-2.0
// Which characters cannot be seen, and what to call them.

interface NamedRange {
  readonly first: number;
  readonly last: number;
  readonly name: string;
}

/** The first range that holds a character names it. */
const ranges: readonly NamedRange[] = [
  { first: 0x1b, last: 0x1b, name: 'escape' },
  { first: 0x0d, last: 0x0d, name: 'carriage return' },
  { first: 0x00, last: 0x08, name: 'control character' },
  { first: 0x0b, last: 0x1f, name: 'control character' },
  { first: 0x7f, last: 0x9f, name: 'control character' },
  { first: 0xad, last: 0xad, name: 'soft hyphen' },
  { first: 0x034f, last: 0x034f, name: 'combining grapheme joiner' },
  { first: 0x061c, last: 0x061c, name: 'Arabic letter mark' },
  { first: 0x115f, last: 0x1160, name: 'blank letter' },
  { first: 0x17b4, last: 0x17b5, name: 'invisible vowel' },
  { first: 0x180b, last: 0x180f, name: 'Mongolian selector' },
  { first: 0x200b, last: 0x200b, name: 'zero-width space' },
  { first: 0x200c, last: 0x200c, name: 'zero-width non-joiner' },
  { first: 0x200d, last: 0x200d, name: 'zero-width joiner' },
  { first: 0x200e, last: 0x200f, name: 'bidirectional mark' },
  { first: 0x2028, last: 0x2028, name: 'line separator' },
  { first: 0x2029, last: 0x2029, name: 'paragraph separator' },
  { first: 0x202a, last: 0x202e, name: 'bidirectional embedding or override' },
  { first: 0x2060, last: 0x2060, name: 'word joiner' },
  { first: 0x2061, last: 0x2065, name: 'invisible operator' },
  { first: 0x2066, last: 0x2069, name: 'bidirectional isolate' },
  { first: 0x206a, last: 0x206f, name: 'deprecated format character' },
  { first: 0x2800, last: 0x2800, name: 'blank Braille pattern' },
  { first: 0x3164, last: 0x3164, name: 'blank letter' },
  { first: 0xd800, last: 0xdfff, name: 'lone surrogate' },
  { first: 0xfe00, last: 0xfe0f, name: 'variation selector' },
  { first: 0xfeff, last: 0xfeff, name: 'byte order mark' },
  { first: 0xffa0, last: 0xffa0, name: 'blank letter' },
  { first: 0xe0000, last: 0xe007f, name: 'tag character' },
  { first: 0xe0100, last: 0xe01ef, name: 'variation selector' },
  { first: 0xe0080, last: 0xe0fff, name: 'unassigned ignorable character' },
];

const formatCharacter = /^\p{Cf}$/u;

/** What a hidden character is called, or undefined for one that can be seen. */
export function hiddenCharacterName(codePoint: number): string | undefined {
  const range = ranges.find(({ first, last }) => codePoint >= first && codePoint <= last);
  if (range !== undefined) return range.name;
  return formatCharacter.test(String.fromCodePoint(codePoint)) ? 'format character' : undefined;
}
