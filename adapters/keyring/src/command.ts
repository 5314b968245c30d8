// SPDX-License-Identifier: Apache-2.0
// Runs a signing command: bytes in, bytes out, no shell, a deadline and a bound on the answer.
import { spawn } from 'node:child_process';
import { errorCode } from './private-file.ts';

const answerBytesMax = 65_536;

/** A command to be run once. */
export interface SigningCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly input: Uint8Array;
  readonly deadlineMs: number;
}

/** What the command wrote, or why it did not end well. */
export type CommandAnswer =
  | { readonly ok: true; readonly output: Buffer }
  | { readonly ok: false; readonly found: string };

/** Runs the command; its standard error goes to ours. */
export async function runSigningCommand(signing: SigningCommand): Promise<CommandAnswer> {
  const child = spawn(signing.command, signing.args, {
    stdio: ['pipe', 'pipe', 'inherit'],
    timeout: signing.deadlineMs,
  });
  const chunks: Buffer[] = [];
  let answerBytes = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    answerBytes += chunk.length;
    if (answerBytes > answerBytesMax) child.kill();
  });
  child.stdin.on('error', () => child.kill());
  child.stdin.end(signing.input);
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ ok: false, found: errorCode(error) }));
    child.on('close', (code, signal) => {
      resolve(
        code === 0
          ? { ok: true, output: Buffer.concat(chunks) }
          : { ok: false, found: `ended with ${code ?? signal}` },
      );
    });
  });
}
