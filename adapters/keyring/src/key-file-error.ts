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

/** The system's error code of a failed operation, such as `ENOENT`. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'an unknown error';
}
