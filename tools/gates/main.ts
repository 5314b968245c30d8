// SPDX-License-Identifier: Apache-2.0
// `npm run check [-- GATE…]`: runs the gates over the repository and prints what they refuse. The
// tests in tools/test run the same gates.

import { fileURLToPath } from 'node:url';
import { gates, type Gate } from './gates.ts';

const usageExitCode = 2;
const root = fileURLToPath(new URL('../..', import.meta.url));

async function run(name: string, gate: Gate): Promise<boolean> {
  const complaints = await gate(root);
  const verdict = complaints.length === 0 ? 'passes' : `refuses ${complaints.length}`;
  process.stdout.write([...complaints, `${name} ${verdict}`, ''].join('\n'));
  return complaints.length === 0;
}

async function main(asked: readonly string[]): Promise<number> {
  const names = asked.length === 0 ? [...gates.keys()] : asked;
  let open = true;
  for (const name of names) {
    const gate = gates.get(name);
    if (gate === undefined) {
      const known = [...gates.keys()].join(', ');
      process.stderr.write(`found the gate "${name}"; expected one of ${known}\n`);
      return usageExitCode;
    }
    // One after the other: each of the tools already uses every core.
    open = (await run(name, gate)) && open;
  }
  return open ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
