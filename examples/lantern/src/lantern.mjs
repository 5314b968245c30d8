#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// The command `lantern`: encodes or decodes its arguments or, without any, its standard input.
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { decode, encode } from './morse.mjs';

const usage = 'usage: lantern encode|decode [TEXT]... | lantern --version';

const [command, ...rest] = process.argv.slice(2);
if (command === '--version') {
  const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  process.stdout.write(`${manifest.version}\n`);
} else if (command === 'encode' || command === 'decode') {
  const given = rest.length > 0 ? rest.join(' ') : await text(process.stdin);
  try {
    process.stdout.write(`${command === 'encode' ? encode(given) : decode(given)}\n`);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    process.stderr.write(`lantern: ${error.message}\n`);
    process.exitCode = 1;
  }
} else {
  process.stderr.write(`${usage}\n`);
  process.exitCode = 2;
}
