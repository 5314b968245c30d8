// SPDX-License-Identifier: Apache-2.0
// What a text that GitHub will show is refused for.
import { describe, expect, it } from 'vitest';
import { examineText } from '../../src/text/examine-text.ts';

const rule = { subject: 'publish_release "release", body', lengthMax: 40, markdown: true };

describe('a text that GitHub will show', () => {
  it('passes where it shows all it says', () => {
    expect(examineText('It decodes: [guide](docs/guide.md).\n', rule)).toEqual([]);
  });

  it.each([
    ['', 'text.empty', 'some text', 'none'],
    [' \n\t ', 'text.empty', 'some text', 'none'],
    ['a'.repeat(41), 'text.too_long', 'at most 40 characters', '41 characters'],
    [
      'one\ntwo \u202Egnp',
      'text.hidden_character',
      'characters that a reader sees',
      'bidirectional embedding or override U+202E at line 2, column 5',
    ],
    [
      'zero\u200Bwidth',
      'text.hidden_character',
      'characters that a reader sees',
      'zero-width space U+200B at line 1, column 5',
    ],
    [
      'nul\0',
      'text.hidden_character',
      'characters that a reader sees',
      'control character U+0000 at line 1, column 4',
    ],
    [
      '<!-- marketops:op_0 -->',
      'text.reserved',
      'a text without <!-- marketops:',
      'one at line 1, column 1',
    ],
    [
      '[x](javascript:y)',
      'text.link_unsafe',
      'links by https, http or mailto to the host they show',
      'javascript:y: scheme javascript',
    ],
  ])('is refused as %j with %s', (content, code, expected, found) => {
    expect(examineText(content, rule)).toEqual([{ code, subject: rule.subject, expected, found }]);
  });

  it('is told everything that is wrong with it at once', () => {
    const codes = examineText(`\u200B${'[x](data:y) '.repeat(5)}`, rule).map(({ code }) => code);
    expect(codes).toEqual(['text.too_long', 'text.hidden_character', 'text.link_unsafe']);
  });
});
