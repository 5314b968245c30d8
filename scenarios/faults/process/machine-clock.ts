// SPDX-License-Identifier: Apache-2.0
// Sets the clock of this process's machine, as far as the process can see: the adapter that tells
// the time is the real one and reads what is set here.

const { now: realNow } = Date;
let shiftMs = 0;

/** Sets the machine's clock forward, or back by a negative number of milliseconds. */
export function shiftMachineClock(ms: number): void {
  shiftMs += ms;
  Reflect.set(Date, 'now', () => realNow() + shiftMs);
}
