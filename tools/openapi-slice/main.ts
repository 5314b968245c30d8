// SPDX-License-Identifier: Apache-2.0
// Writes doubles/github-emulator/openapi/github-slice.generated.json from GitHub's published description. The
// package that carries the description is large, so it is installed outside the repository and removed.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { isMembers, type JsonValue } from './json-schema.ts';
import { makeSlice } from './make-slice.ts';
import { servedRoutes } from './served-routes.ts';

const packageName = '@octokit/openapi@23.0.2';
const sliceBytesMax = 1024 * 1024;
const target = join(
  import.meta.dirname,
  '../../doubles/github-emulator/openapi/github-slice.generated.json',
);

const { values } = parseArgs({ options: { from: { type: 'string' } } });
const installed = values.from ?? install();
try {
  writeSlice(installed);
} finally {
  if (values.from === undefined) {
    rmSync(installed, { recursive: true, force: true });
  }
}

function install(): string {
  const directory = mkdtempSync(join(tmpdir(), 'openapi-slice-'));
  const words = ['install', '--prefix', directory, '--no-audit', '--no-fund', packageName];
  execFileSync('npm', words, { stdio: 'inherit' });
  return directory;
}

function writeSlice(directory: string): void {
  const path = join(directory, 'node_modules/@octokit/openapi/generated/api.github.com.json');
  const description = JSON.parse(readFileSync(path, 'utf8')) as JsonValue;
  if (!isMembers(description)) {
    throw new Error(`${path} expected a JSON object`);
  }
  const slice = makeSlice(description, servedRoutes, `${packageName}, api.github.com.json`);
  const text = `${JSON.stringify(slice)}\n`;
  if (Buffer.byteLength(text) > sliceBytesMax) {
    throw new Error(`the slice expected at most ${sliceBytesMax} bytes, found ${text.length}`);
  }
  mkdirSync(join(target, '..'), { recursive: true });
  writeFileSync(target, text);
  process.stdout.write(`${target}: ${servedRoutes.length} routes, ${text.length} bytes\n`);
}
