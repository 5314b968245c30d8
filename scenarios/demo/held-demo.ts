// SPDX-License-Identifier: Apache-2.0
// Runs `marketops demo --hold --json` as a process of its own, as somebody at a terminal does.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const commandLine = join(import.meta.dirname, '../../faces/cli/src/main.ts');

/** What `demo --json` prints, as far as the tests look at it. */
export interface DemoAnswer {
  readonly dryRun: { readonly runId: string; readonly planDigest: string };
  readonly approvals: readonly { readonly approver: string; readonly accepted: boolean }[];
  readonly receipts: readonly { readonly receiptId: string; readonly kind: string }[];
  readonly operations: readonly {
    readonly kind: string;
    readonly status: string;
    readonly url: string;
    readonly objectIds: readonly string[];
  }[];
  readonly refusals: readonly { readonly attempt: string; readonly codes: readonly string[] }[];
  readonly log: { readonly origin: string; readonly size: number; readonly rootHash: string };
  readonly evidence: readonly string[];
  readonly trust: string;
  readonly emulator: { readonly url: string; readonly writesDuringDryRun: number };
}

/** A demo whose embedded GitHub is still up. */
export interface HeldDemo {
  readonly answer: DemoAnswer;
  /** Everything it wrote to standard error. */
  readonly progress: () => string;
  /** Interrupts it and gives its exit code. */
  end(): Promise<number | null>;
}

/** Starts the demo with its state in `home`, and waits until it holds. */
export async function holdDemo(home: string): Promise<HeldDemo> {
  const args = [commandLine, 'demo', '--hold', '--json', '--home', home];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let progress = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    progress += chunk;
  });
  const lines = createInterface({ input: child.stdout });
  const [line] = (await Promise.race([once(lines, 'line'), endedEarly(child)])) as [string];
  return {
    answer: JSON.parse(line) as DemoAnswer,
    progress: () => progress,
    end: async () => {
      child.kill('SIGINT');
      await once(child, 'close');
      return child.exitCode;
    },
  };
}

async function endedEarly(child: ChildProcess): Promise<never> {
  await once(child, 'close');
  throw new Error(`the demo ended with ${child.exitCode} before it held`);
}
