// SPDX-License-Identifier: Apache-2.0
// The type gate. The domain is compiled by itself with no ambient types, so that a clock, a socket or
// a process in it is a type error; everything else is compiled with Node's types.

import { complaintsOf, runTool, type Tool } from './run-tool.ts';

const compiler: Tool = { packageName: 'typescript', script: 'bin/tsc' };
const projects = ['domain', '.'];

/** Type-checks the tree at `root` and returns the compiler's errors. */
export async function typeCheck(root: string): Promise<string[]> {
  const results = await Promise.all(
    projects.map((project) => runTool(compiler, ['-p', project, '--pretty', 'false'], root)),
  );
  return results.flatMap((result) => complaintsOf(compiler, result));
}
