// SPDX-License-Identifier: Apache-2.0
// The command line's entry: runs one command and ends with its exit code.
import { runCommandLine } from './command-line.ts';

process.exitCode = await runCommandLine(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  environment: process.env,
});
