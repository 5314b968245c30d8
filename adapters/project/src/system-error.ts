// SPDX-License-Identifier: Apache-2.0
// The system's word for why a project could not be read. Its code alone is told: its message repeats
// absolute paths.

/** The code of a failed operation, such as `ENOENT`; null where the error is not the system's. */
export function systemErrorCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error ? String(error.code) : null;
}
