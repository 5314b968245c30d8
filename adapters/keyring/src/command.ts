// SPDX-License-Identifier: Apache-2.0
// Runs a signing command: bytes in, bytes out, no shell, a deadline and a bound on the answer. The
// deadline holds even for a command that ignores being told to end or leaves a child behind.
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { errorCode } from './key-file-error.ts';

const answerBytesMax = 65_536;
/** How long a command that was told to end may take, so that it can give the terminal back. */
const graceMs = 1_000;

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
  const { command, args, input, deadlineMs } = signing;
  try {
    const run = new CommandRun(spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] }));
    return await run.answer(input, deadlineMs);
  } catch (error) {
    return { ok: false, found: errorCode(error) };
  }
}

class CommandRun {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #settled = Promise.withResolvers<CommandAnswer>();
  readonly #chunks: Buffer[] = [];
  #answerBytes = 0;
  #stoppedFor: string | null = null;
  #timer: NodeJS.Timeout | undefined;

  constructor(child: ChildProcessByStdio<Writable, Readable, null>) {
    this.#child = child;
    child.on('error', (error) => this.#settle({ ok: false, found: errorCode(error) }));
    child.on('exit', () => {
      if (this.#stoppedFor !== null) this.#settle({ ok: false, found: this.#stoppedFor });
    });
    child.on('close', (code, signal) => this.#settle(this.#ending(code, signal)));
    child.stdout.on('data', (chunk: Buffer) => this.#take(chunk));
    // Whether it read the message is seen by its signature, not by how its input ended.
    child.stdin.on('error', () => undefined);
  }

  async answer(input: Uint8Array, deadlineMs: number): Promise<CommandAnswer> {
    this.#timer = setTimeout(() => this.#stop(`no answer within ${deadlineMs} ms`), deadlineMs);
    this.#child.stdin.end(input);
    return this.#settled.promise;
  }

  #take(chunk: Buffer): void {
    this.#answerBytes += chunk.length;
    if (this.#answerBytes <= answerBytesMax) this.#chunks.push(chunk);
    else this.#stop(`more than ${answerBytesMax} bytes`);
  }

  #stop(found: string): void {
    if (this.#stoppedFor !== null) return;
    this.#stoppedFor = found;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#child.kill('SIGKILL');
      this.#settle({ ok: false, found });
    }, graceMs);
    this.#child.kill();
  }

  #ending(code: number | null, signal: NodeJS.Signals | null): CommandAnswer {
    return code === 0 && this.#stoppedFor === null
      ? { ok: true, output: Buffer.concat(this.#chunks) }
      : { ok: false, found: this.#stoppedFor ?? `ended with ${code ?? signal}` };
  }

  #settle(answer: CommandAnswer): void {
    clearTimeout(this.#timer);
    this.#child.stdin.destroy();
    this.#child.stdout.destroy();
    this.#settled.resolve(answer);
  }
}
