// SPDX-License-Identifier: Apache-2.0
// `npm run bench`: what is claimed of speed, measured now. `--json` prints one object, `--case NAME`
// runs one case, `--deep` runs the long ones as well.
import { cpus } from 'node:os';
import process from 'node:process';
import { parseArgs } from 'node:util';
import type { JsonObject } from '@marketops/core';
import { SystemClock } from '@marketops/system';
import type { BenchCase } from './cases/bench-case.ts';
import { durableCommits } from './cases/durable-commits.ts';
import { mintingLaw } from './cases/minting-law.ts';
import { policyDecisions } from './cases/policy-decisions.ts';

const cases: readonly BenchCase[] = [policyDecisions, durableCommits, mintingLaw];

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    deep: { type: 'boolean', default: false },
    case: { type: 'string' },
  },
});

const chosen = cases.filter(({ name, deep }) =>
  values.case === undefined ? values.deep || !deep : name === values.case,
);
if (chosen.length === 0) {
  process.stderr.write(`bench: one of ${cases.map(({ name }) => `"${name}"`).join(', ')}\n`);
  process.exitCode = 2;
}
const measured: JsonObject[] = [];
for (const { name, measure } of chosen) {
  process.stderr.write(`${name} …\n`);
  const figures = await measure();
  measured.push({ name, ...figures });
  if (!values.json) process.stdout.write(`${name}: ${JSON.stringify(figures)}\n`);
}
const [cpu] = cpus();
const report = {
  machine: `${cpus().length} × ${cpu?.model ?? 'unknown'}, Node ${process.version}`,
  date: new SystemClock().now(),
  cases: measured,
};
if (values.json) process.stdout.write(`${JSON.stringify(report)}\n`);
