// SPDX-License-Identifier: Apache-2.0
// `npm run bench`: what is claimed of speed and memory, measured now. Releases side by side with the
// peers, then what has no peer; `--deep` adds what takes long.
import process from 'node:process';
import { SystemClock } from '@marketops/system';
import { UsageError } from '../command-words.ts';
import { benchText, type BenchReport, type MeasureReport } from './bench-report.ts';
import { benchUsage, readBenchRequest, type BenchRequest } from './command-line.ts';
import { machineName } from './machine-name.ts';
import { runReleases } from './releases/run-releases.ts';

const exitUsage = 2;

try {
  await run(readBenchRequest(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`bench: ${error.message}\n${benchUsage}\n`);
  process.exitCode = exitUsage;
}

async function run(request: BenchRequest): Promise<void> {
  const cases = await runReleases(request.releases, tell);
  const measures: MeasureReport[] = [];
  for (const { name, measure } of request.measures) {
    tell(`${name} …`);
    measures.push({ name, figures: await measure() });
  }
  const date = new SystemClock().now().slice(0, 'YYYY-MM-DD'.length);
  const report: BenchReport = { machine: machineName(), date, cases, measures };
  process.stdout.write(`${request.json ? JSON.stringify(report, null, 2) : benchText(report)}\n`);
}

function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}
