// SPDX-License-Identifier: Apache-2.0
// Why a key cannot be used, as a refusal of the catalogue; it never says anything of the key itself.
import { refusal, type ReasonCode, type Refusal } from '@marketops/core';

/** The codes of keys. */
export type KeyReasonCode = Extract<ReasonCode, `key.${string}`>;

/** A key that cannot be used. The message is fit for people and carries no key material. */
export class KeyFileError extends Error {
  override readonly name = 'KeyFileError';
  readonly refusal: Refusal;

  constructor(
    code: KeyReasonCode,
    details: { readonly subject: string; readonly expected: string; readonly found: string },
  ) {
    const { subject, expected, found } = details;
    super(`${code}: ${subject}: expected ${expected}, found ${found}`);
    this.refusal = refusal(code, details);
  }
}

const words: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'no such file or folder'],
  ['EEXIST', 'a file that is there already'],
  ['ELOOP', 'a link'],
  ['EACCES', 'no permission'],
]);

/** What the system found, in words where there are any, and by its own code otherwise. */
export function systemFound(error: unknown): string {
  const code = errorCode(error);
  return words.get(code) ?? code;
}

/** The system's error code of a failed operation, such as `ENOENT`. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'an unknown error';
}
