// SPDX-License-Identifier: Apache-2.0
// What the bootstrap says when it cannot go on: one line that names what was found, what was
// expected and what to do. Everything else that throws is a fault and keeps its stack.

/** A reason not to start that the person at the keyboard can act on. */
export class Refusal extends Error {
  /**
   * @param {{ found: string, expected: string, next: string }} parts
   */
  constructor({ found, expected, next }) {
    super(`found ${found}; expected ${expected}; ${next}`);
    this.name = 'Refusal';
  }
}

/** The exit code of a refusal: wrong usage or a machine that is not set up. */
export const refusalExitCode = 2;
