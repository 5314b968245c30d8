// SPDX-License-Identifier: Apache-2.0
// What a test expects of a key that is refused.
import { KeyFileError } from '../src/key-file-error.ts';

/** The refusal that an attempt ends with; throws where it ends in anything else. */
export async function refusalOf(attempt: Promise<unknown>) {
  try {
    await attempt;
  } catch (error) {
    if (error instanceof KeyFileError) return error.refusal;
    throw error;
  }
  throw new TypeError('the key was accepted');
}
