// SPDX-License-Identifier: Apache-2.0
// The command line's entry: runs one command and ends with its exit code. A reader that has gone away
// (`| head`) ends it quietly.
import { EXIT_CODES } from '@marketops/core';
import { runCommandLine } from './command-line.ts';

process.stdout.on('error', endQuietly);
process.stderr.on('error', endQuietly);

const exit = await runCommandLine(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  environment: process.env,
});
// What was broken off may still hold sockets open; it is on record and is not waited for.
process.exit(exit);

function endQuietly(error: NodeJS.ErrnoException): void {
  process.exit(error.code === 'EPIPE' ? EXIT_CODES.done : EXIT_CODES.failure);
}
