// SPDX-License-Identifier: Apache-2.0
// The command line's entry: runs one command and ends with its exit code. A reader that has gone away
// (`| head`) ends it quietly; an answer that could not be written, such as to a full disk, is no success.
import { setImmediate } from 'node:timers/promises';
import { EXIT_CODES } from '@marketops/core';
import { runCommandLine } from './command-line.ts';
import { faultLine, refusalsOf } from './face/fault.ts';
import { explain, explanationLine } from './face/report-refusals.ts';

process.stdout.on('error', endForOutput);
process.stderr.on('error', endQuietly);

const exit = await runCommandLine(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  environment: process.env,
});
// A write that failed says so a turn later.
await setImmediate();
// What was broken off may still hold sockets open; it is on record and is not waited for.
process.exit(exit);

function endForOutput(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') {
    const [refused] = refusalsOf(error);
    const line =
      refused === undefined
        ? faultLine(error)
        : explanationLine(explain({ ...refused, subject: 'standard output' }));
    process.stderr.write(`marketops: ${line}\n`);
  }
  endQuietly(error);
}

function endQuietly(error: NodeJS.ErrnoException): void {
  process.exit(error.code === 'EPIPE' ? EXIT_CODES.done : EXIT_CODES.failure);
}
