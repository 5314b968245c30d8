// SPDX-License-Identifier: Apache-2.0
// International Morse code (ITU-R M.1677-1): letters, figures and the punctuation that has a code.

/** @type {ReadonlyMap<string, string>} */
const codes = new Map(
  Object.entries({
    a: '.-',
    b: '-...',
    c: '-.-.',
    d: '-..',
    e: '.',
    f: '..-.',
    g: '--.',
    h: '....',
    i: '..',
    j: '.---',
    k: '-.-',
    l: '.-..',
    m: '--',
    n: '-.',
    o: '---',
    p: '.--.',
    q: '--.-',
    r: '.-.',
    s: '...',
    t: '-',
    u: '..-',
    v: '...-',
    w: '.--',
    x: '-..-',
    y: '-.--',
    z: '--..',
    0: '-----',
    1: '.----',
    2: '..---',
    3: '...--',
    4: '....-',
    5: '.....',
    6: '-....',
    7: '--...',
    8: '---..',
    9: '----.',
    '.': '.-.-.-',
    ',': '--..--',
    ':': '---...',
    '?': '..--..',
    "'": '.----.',
    '-': '-....-',
    '/': '-..-.',
    '(': '-.--.',
    ')': '-.--.-',
    '"': '.-..-.',
    '=': '-...-',
    '+': '.-.-.',
    '@': '.--.-.',
  }),
);

/** @type {ReadonlyMap<string, string>} */
const characters = new Map([...codes].map(([character, code]) => [code, character]));

/**
 * Morse code for a text: letters apart by a space, words by ` / `.
 *
 * @param {string} text
 * @throws {RangeError} for a character without a code.
 */
export function encode(text) {
  const words = text.trim().toLowerCase().split(/\s+/);
  return words
    .map((word) => [...word].map((character) => look(codes, character)).join(' '))
    .join(' / ');
}

/**
 * The text of Morse code, in lower case.
 *
 * @param {string} morse
 * @throws {RangeError} for a sign that is no code.
 */
export function decode(morse) {
  const words = morse.trim().split(/\s+\/\s+/);
  return words
    .map((word) =>
      word
        .split(/\s+/)
        .map((code) => look(characters, code))
        .join(''),
    )
    .join(' ');
}

/**
 * @param {ReadonlyMap<string, string>} table
 * @param {string} key
 */
function look(table, key) {
  const found = table.get(key);
  if (found === undefined) throw new RangeError(`no Morse code: ${JSON.stringify(key)}`);
  return found;
}
