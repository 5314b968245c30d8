// SPDX-License-Identifier: Apache-2.0
// A signing command as an operator could write it, with a fault by name: it reads the message from
// standard input and writes a signature, in base64, to standard output.
import { createPrivateKey, sign } from 'node:crypto';
import { readFileSync, writeSync } from 'node:fs';

const [behaviour = '', keyPath = ''] = process.argv.slice(2);
const standardOutput = 1;

function signInput(): string {
  const message = readFileSync(0);
  return sign(null, message, createPrivateKey(readFileSync(keyPath))).toString('base64');
}

function write(text: string): void {
  writeSync(standardOutput, text);
}

switch (behaviour) {
  case 'sign':
    write(`${signInput()}\n`);
    break;
  case 'sign-something-else': {
    readFileSync(0);
    const key = createPrivateKey(readFileSync(keyPath));
    write(sign(null, Buffer.from('another message'), key).toString('base64'));
    break;
  }
  case 'sign-twice': {
    const signature = signInput();
    write(`${signature}\n${signature}\n`);
    break;
  }
  case 'sign-and-fail':
    write(`${signInput()}\n`);
    process.exitCode = 3;
    break;
  case 'say-nothing':
    break;
  case 'flood': {
    const much = 'A'.repeat(4_096);
    process.on('SIGTERM', () => undefined);
    setInterval(() => process.stdout.write(much), 1);
    break;
  }
  case 'hang':
    process.on('SIGTERM', () => undefined);
    setInterval(() => undefined, 1_000);
    break;
  default:
    process.exitCode = 64;
}
