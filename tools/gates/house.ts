// SPDX-License-Identifier: Apache-2.0
// Which files are whose: code of the house, its tests, and what merely lies in the repository.

const code = /\.(ts|tsx|mjs)$/;
const foreign = /^(examples|spec\/vectors)\/|\.generated\./;
const test = /(^|\/)test\/|\.test\.tsx?$/;
const prose = /\.md$/;

/** Whether a path is code that the house's rules govern; the sample projects have their own. */
export function isHouseCode(path: string): boolean {
  return code.test(path) && !foreign.test(path);
}

/** Whether a path is a test or something only tests use. */
export function isTest(path: string): boolean {
  return test.test(path);
}

/** Whether a path is code of the house that is not a test. */
export function isSource(path: string): boolean {
  return isHouseCode(path) && !isTest(path);
}

/** Whether a path is prose. */
export function isProse(path: string): boolean {
  return prose.test(path) && !foreign.test(path);
}
