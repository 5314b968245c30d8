// SPDX-License-Identifier: Apache-2.0
// The project of every story: lantern, with a real history and real release files, in a folder of
// its own. Its history is made once a process; every further lantern is written from memory.
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { readFile, readdir, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const historyMaker = fileURLToPath(
  new URL('../../examples/lantern/make-history.mjs', import.meta.url),
);

interface KeptFile {
  readonly path: string;
  readonly mode: number;
  readonly content: Uint8Array;
}

let made: readonly KeptFile[] | null = null;

/** Makes lantern's repository in a folder that is not there yet, with its release files built. */
export async function makeLantern(folder: string): Promise<void> {
  if (made !== null) {
    writeFiles(folder, made);
    return;
  }
  await run(process.execPath, [historyMaker, folder]);
  made = await readFiles(folder);
}

async function readFiles(folder: string): Promise<readonly KeptFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Promise.all(
    files.map(async ({ parentPath, name }) => {
      const path = join(parentPath, name);
      const [{ mode }, content] = await Promise.all([stat(path), readFile(path)]);
      return { path: relative(folder, path), mode, content };
    }),
  );
}

/** At once and without waiting in between: a story begins with a hundred small files. */
function writeFiles(folder: string, files: readonly KeptFile[]): void {
  const folders = new Set(files.map(({ path }) => dirname(join(folder, path))));
  for (const path of folders) mkdirSync(path, { recursive: true });
  for (const { path, mode, content } of files) writeFileSync(join(folder, path), content, { mode });
}
