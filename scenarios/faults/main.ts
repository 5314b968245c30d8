// SPDX-License-Identifier: Apache-2.0
// `npm run faults`: the publisher against every fault at every write, with real processes and real
// kills; the same for its peers; kills at random instants; one receipt a thousand times at once.
import process from 'node:process';
import { UsageError } from '../command-words.ts';
import { faultsUsage, readFaultsRequest } from './command-line.ts';
import { runFaults } from './run/run-faults.ts';

const exitDefects = 1;
const exitUsage = 2;

try {
  const request = readFaultsRequest(process.argv.slice(2));
  const sound = await runFaults(request);
  process.exitCode = sound ? 0 : exitDefects;
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`faults: ${error.message}\n${faultsUsage}\n`);
  process.exitCode = exitUsage;
}
