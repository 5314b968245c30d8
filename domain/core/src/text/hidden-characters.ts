// SPDX-License-Identifier: Apache-2.0
// Finds characters that a reader does not see, or that change how the rest is shown: what an
// approver reads must be what is published. Whether to refuse or to show them is the caller's.
import { hiddenCharacterName } from './hidden-character-names.ts';

/** One character that is not seen. */
export interface HiddenCharacter {
  /** Where it is, in UTF-16 units. */
  readonly index: number;
  readonly codePoint: number;
  readonly name: string;
}

/** The selectors of text and of emoji presentation, harmless right after what they apply to. */
const presentationSelectors = new Set([0xfe0e, 0xfe0f]);

/**
 * Every hidden character of `text`, in order: controls other than newline and tab, bidirectional
 * controls, zero-width and other format characters, line and paragraph separators, blank letters,
 * variation selectors, tag characters and lone surrogates.
 *
 * The one exception is a single presentation selector after a visible character, as emoji have it.
 * The zero-width joiner is reported even between emoji.
 */
export function findHiddenCharacters(text: string): HiddenCharacter[] {
  const found: HiddenCharacter[] = [];
  let afterVisible = false;
  let index = 0;
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0;
    const name = hiddenCharacterName(codePoint);
    if (name !== undefined && !(afterVisible && presentationSelectors.has(codePoint))) {
      found.push({ index, codePoint, name });
    }
    afterVisible = name === undefined && !/\s/.test(character);
    index += character.length;
  }
  return found;
}

/** `text` with every hidden character shown as its code point, such as `⟨U+202E⟩`. */
export function visibleText(text: string): string {
  let shown = '';
  let position = 0;
  for (const { index, codePoint } of findHiddenCharacters(text)) {
    const digits = codePoint.toString(16).toUpperCase().padStart(4, '0');
    shown += `${text.slice(position, index)}⟨U+${digits}⟩`;
    position = index + (codePoint > 0xffff ? 2 : 1);
  }
  return shown + text.slice(position);
}
