// SPDX-License-Identifier: Apache-2.0
// An error of the system about a file, a folder or a port, as people read it: its words, and its code
// to look up.
import { getSystemErrorMessage } from 'node:util';

/** The code of a system error, such as `EACCES`; null for any other error. */
export function systemCodeOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

/** Such as `permission denied (EACCES)`; null for any other error. */
export function systemErrorInWords(error: unknown): string | null {
  const code = systemCodeOf(error);
  if (code === null || !(error instanceof Error)) return null;
  const words =
    'errno' in error && typeof error.errno === 'number' ? getSystemErrorMessage(error.errno) : '';
  return words === '' ? code : `${words} (${code})`;
}
