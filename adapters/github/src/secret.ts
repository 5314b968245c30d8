// SPDX-License-Identifier: Apache-2.0
// A credential that cannot be shown by accident: no way of printing, serializing or inspecting it
// gives its value. Whoever needs the value asks for it by name.
import { inspect } from 'node:util';
import {
  accepted,
  digestOfBytes,
  refused,
  utf8Encode,
  type Parsed,
  type Sha256Digest,
} from '@marketops/core';

const shown = '[redacted]';
const secretCharactersMax = 4_096;
/** Visible ASCII: what a header can carry. The installation tokens of 2026 are longer than 40. */
const tokenPattern = /^[\x21-\x7e]+$/;

/** A text that nothing prints. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself, for the one place that sends it. */
  reveal(): string {
    return this.#value;
  }

  /** Whether the value begins with `prefix`, which is public: it says what kind of secret this is. */
  startsWith(prefix: string): boolean {
    return this.#value.startsWith(prefix);
  }

  /** SHA-256 of the value, by which the log names it. */
  get sha256(): Sha256Digest {
    return digestOfBytes(utf8Encode(this.#value));
  }

  /** `text` with every occurrence of the value struck out; all of it where the case was changed. */
  redact(text: string): string {
    if (this.#value === '') return text;
    const struck = text.replaceAll(this.#value, shown);
    return struck.toLowerCase().includes(this.#value.toLowerCase()) ? shown : struck;
  }

  toString(): string {
    return shown;
  }

  toJSON(): string {
    return shown;
  }

  [inspect.custom](): string {
    return shown;
  }
}

/** Accepts an access token as it stands in a file or a variable, without what surrounds it. */
export function parseToken(text: string): Parsed<Secret> {
  const value = text.trim();
  if (value === '') return refused('', 'a GitHub token', 'nothing');
  if (value.length > secretCharactersMax) {
    return refused('', `a GitHub token of at most ${secretCharactersMax} characters`, 'more');
  }
  return tokenPattern.test(value)
    ? accepted(new Secret(value))
    : refused('', 'a GitHub token in one line of visible ASCII', 'other characters in it');
}
