// SPDX-License-Identifier: Apache-2.0
// The command line's entry: runs one command and ends with its exit code. That nobody reads what it says
// (`| head`), or that its log has no room left, breaks nothing off that has begun; an answer that could
// not be written, such as to a full disk, is no success.
import { setImmediate } from 'node:timers/promises';
import { EXIT_CODES } from '@marketops/core';
import { runCommandLine } from './command-line.ts';
import { faultLine, refusalsOf } from './face/fault.ts';
import { explain, explanationLine } from './face/report-refusals.ts';

let answerUnwritten = false;
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE' || answerUnwritten) return;
  answerUnwritten = true;
  process.stderr.write(`marketops: ${lineOf(error)}\n`);
});
process.stderr.on('error', () => {});

const exit = await runCommandLine(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  environment: process.env,
});
// A write that failed says so a turn later.
await setImmediate();
// What was broken off may still hold sockets open; it is on record and is not waited for.
process.exit(answerUnwritten && exit === EXIT_CODES.done ? EXIT_CODES.failure : exit);

function lineOf(error: NodeJS.ErrnoException): string {
  const [refused] = refusalsOf(error);
  if (refused === undefined) return faultLine(error);
  return explanationLine(explain({ ...refused, subject: 'standard output' }));
}
