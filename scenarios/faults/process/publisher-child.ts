// SPDX-License-Identifier: Apache-2.0
// A publisher process as the scenario holds it: started, told things, killed, stopped, waited for.
import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  readProcessMessage,
  type ProcessCommand,
  type ProcessMessage,
  type ToldOutcome,
} from './process-message.ts';
import { writeOrder, type PublisherOrder } from './publisher-order.ts';

/** The entry of the publisher in earnest. */
const publisherEntry: URL = new URL('publisher-process.ts', import.meta.url);

/** How a process ended. */
export interface ChildEnd {
  /** What it said; null where it was killed, or broke, before it could. */
  readonly outcomes: readonly ToldOutcome[] | null;
  readonly signal: NodeJS.Signals | null;
  readonly code: number | null;
  /** What it wrote to standard error. */
  readonly complaint: string;
}

/** How a process is started. */
export interface ChildStart {
  readonly order: PublisherOrder;
  readonly entry?: URL;
  /** Where Node keeps the code that it has compiled. */
  readonly compileCache: string;
}

const complaintCharactersMax = 4_000;
let started = 0;

/** A publisher process. */
export class PublisherChild {
  readonly ended: Promise<ChildEnd>;
  /** Resolves once its work begins, or it is gone. */
  readonly begun: Promise<unknown>;
  /** Resolves once the first of several submissions has ended, or it is gone. */
  readonly endedOne: Promise<unknown>;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.ended = endOf(child);
    this.begun = Promise.race([said(child, ({ kind }) => kind === 'begun'), this.ended]);
    this.endedOne = Promise.race([said(child, ({ kind }) => kind === 'ended_one'), this.ended]);
  }

  /** Starts a process with an order. */
  static async start({ order, entry, compileCache }: ChildStart): Promise<PublisherChild> {
    started += 1;
    const path = join(order.home, `order-${started}.json`);
    await writeOrder(path, order);
    const child = fork(fileURLToPath(entry ?? publisherEntry), [path], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: {
        NODE_COMPILE_CACHE: compileCache,
        NODE_OPTIONS: '--disable-warning=ExperimentalWarning',
      },
    });
    return new PublisherChild(child);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Whether it is still there. */
  get alive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Tells it something and waits until it has done it, or is gone. */
  async tell(command: ProcessCommand): Promise<void> {
    const child = this.#child;
    const done = said(child, (message) => message.kind === 'done' && message.command === command);
    child.send(command);
    await Promise.race([done, this.ended]);
  }

  /** Kills it at once. */
  kill(): void {
    this.#child.kill('SIGKILL');
  }

  /** Stops it where it is. */
  pause(): void {
    this.#child.kill('SIGSTOP');
  }

  /** Lets it go on. */
  wake(): void {
    this.#child.kill('SIGCONT');
  }
}

/** Resolves once the process has said what `isMeant` is about. */
function said(child: ChildProcess, isMeant: (message: ProcessMessage) => boolean): Promise<void> {
  return new Promise((resolve) => {
    child.on('message', (message) => {
      const read = readProcessMessage(message);
      if (read !== undefined && isMeant(read)) resolve();
    });
  });
}

function endOf(child: ChildProcess): Promise<ChildEnd> {
  let outcomes: readonly ToldOutcome[] | null = null;
  let complaint = '';
  child.on('message', (message) => {
    const read = readProcessMessage(message);
    if (read?.kind === 'outcomes') outcomes = read.outcomes;
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    complaint = `${complaint}${chunk.toString('utf8')}`.slice(-complaintCharactersMax);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ outcomes, code, signal, complaint }));
  });
}
