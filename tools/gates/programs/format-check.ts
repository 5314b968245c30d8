// SPDX-License-Identifier: Apache-2.0
// The format gate: the formatter would change nothing.

import { complaintsOf, runTool, type Tool } from './run-tool.ts';

const formatter: Tool = { packageName: 'oxfmt', script: 'bin/oxfmt' };

/** Lists the files under `root` that are not formatted. */
export async function formatCheck(root: string): Promise<string[]> {
  const result = await runTool(formatter, ['--list-different', '.'], root);
  return complaintsOf(formatter, result).map((path) => `${path}: run \`npm run format\``);
}
