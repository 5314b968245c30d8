// SPDX-License-Identifier: Apache-2.0
// Nothing invisible goes unreported, and nothing visible is reported.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findHiddenCharacters, visibleText } from '../../src/text/hidden-characters.ts';

describe('findHiddenCharacters', () => {
  it.each([
    ['\u202e', 'bidirectional embedding or override'],
    ['\u2066', 'bidirectional isolate'],
    ['\u200e', 'bidirectional mark'],
    ['\u061c', 'Arabic letter mark'],
    ['\u200b', 'zero-width space'],
    ['\u200d', 'zero-width joiner'],
    ['\u2060', 'word joiner'],
    ['\ufeff', 'byte order mark'],
    ['\u00ad', 'soft hyphen'],
    ['\u{e0041}', 'tag character'],
    ['\u{e0100}', 'variation selector'],
    ['\u{1d173}', 'format character'],
    ['\u001b', 'escape'],
    ['\r', 'carriage return'],
    ['\0', 'control character'],
    ['\u0085', 'control character'],
    ['\u009b', 'control character'],
    ['\u2028', 'line separator'],
    ['\u3164', 'blank letter'],
    ['\ud800', 'lone surrogate'],
  ])('names %j a %s', (character, name) => {
    const codePoint = character.codePointAt(0);
    expect(findHiddenCharacters(`ab${character}c`)).toEqual([{ index: 2, codePoint, name }]);
  });

  it.each(['', 'plain\n\ttext', 'žluťoučký kůň', '日本語', 'עברית', 'العربية', '😀 ⚠️ ✔︎ é'])(
    'finds nothing in %j',
    (text) => {
      expect(findHiddenCharacters(text)).toEqual([]);
    },
  );

  it('accepts one presentation selector after what it applies to, and no more', () => {
    expect(findHiddenCharacters('⚠️️')).toMatchObject([{ index: 2 }]);
    expect(findHiddenCharacters('\ufe0f')).toMatchObject([{ index: 0 }]);
    expect(findHiddenCharacters('a \ufe0f')).toMatchObject([{ index: 2 }]);
  });

  it('reports every control, format, separator and surrogate character', () => {
    const unseen = /^[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]$/u;
    const missed = Array.from({ length: 0x110000 }, (_, codePoint) => codePoint)
      .map((codePoint) => String.fromCodePoint(codePoint))
      .filter(
        (character) => unseen.test(character) && findHiddenCharacters(character).length === 0,
      );
    expect(missed).toEqual(['\t', '\n']);
  });
});

describe('visibleText', () => {
  it('shows what is hidden as its code point', () => {
    expect(visibleText('a\u202eb\u{e0041}c\u001b[31m')).toBe('a⟨U+202E⟩b⟨U+E0041⟩c⟨U+001B⟩[31m');
  });

  it('leaves nothing hidden', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(findHiddenCharacters(visibleText(text))).toEqual([]);
      }),
    );
  });
});
