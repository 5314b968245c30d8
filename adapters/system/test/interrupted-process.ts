// SPDX-License-Identifier: Apache-2.0
// A process that works until it is interrupted, says so, and then takes its time to end.
import { untilInterrupted } from '../src/interruption.ts';

const { signal } = untilInterrupted();
const endingMs = 20_000;

const working = setInterval(() => undefined, endingMs);
signal.addEventListener('abort', () => {
  process.stdout.write(`${String(signal.reason.message)}\n`);
  clearInterval(working);
  setTimeout(() => undefined, endingMs);
});
process.stdout.write('working\n');
