// SPDX-License-Identifier: Apache-2.0
// The publisher process as a program of its own, built in the way in which the product is shipped: the
// peers are measured as their users have them, and so is MarketOps.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { object, parseStrictJson, text } from '@marketops/core';
import { must } from '@marketops/testkit';

const run = promisify(execFile);

const root = fileURLToPath(new URL('../../..', import.meta.url));
const builder = join(root, 'tools', 'build', 'main.ts');
const entry = join(root, 'scenarios', 'faults', 'process', 'publisher-process.ts');

const builtSchema = object({ main: text({ lengthMin: 1, lengthMax: 4_096 }) });

/** A publisher process, ready to be started. */
export interface BuiltPublisher {
  readonly entry: URL;
  /** Where Node keeps the code that it has compiled. */
  readonly compileCache: string;
}

/** Builds the publisher process into a folder inside of `folder`; throws where it cannot be built. */
export async function buildPublisher(folder: string): Promise<BuiltPublisher> {
  const program = join(folder, 'program');
  const { stdout } = await run(
    process.execPath,
    [builder, '--entry', entry, '--folder', program, '--json'],
    { cwd: root },
  );
  const limits = { bytesMax: 65_536, depthMax: 4, numbers: 'integer' } as const;
  const { main } = must(builtSchema.parse(must(parseStrictJson(Buffer.from(stdout), limits)), ''));
  return { entry: pathToFileURL(main), compileCache: join(folder, 'compiled') };
}
