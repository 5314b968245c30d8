// SPDX-License-Identifier: Apache-2.0
// Work that people may break off: SIGINT or SIGTERM ends the command with its own exit code. What is
// under way on GitHub is on record, and is taken up again by `marketops reconcile`.
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { refusal } from '@marketops/core';
import { InterruptedError, untilInterrupted } from '@marketops/system';
import { CommandRefused } from '../face/command-result.ts';

/** Waits for `work`, or throws CommandRefused `usage.interrupted` at the first signal. */
export async function interruptible<T>(work: Promise<T>): Promise<T> {
  using interruption = openInterruption();
  return await interruption.until(work);
}

/** Listens for signals until it is disposed of, and a turn longer: so long takes it to print. */
export interface OpenInterruption extends Disposable {
  /** Waits for `work`, or throws CommandRefused `usage.interrupted` at the first signal. */
  until<T>(work: Promise<T>): Promise<T>;
  /** From here on there is a result: the first signal no longer keeps it from being printed. */
  ignore(): void;
}

/** Begins to listen; `next` is the command that goes on after an interruption, if not the catalogue's. */
export function openInterruption(next?: string): OpenInterruption {
  const interruption = untilInterrupted();
  const { signal } = interruption;
  const heeded = new AbortController();
  const interrupted = new Promise<never>((_resolve, reject) => {
    const listening = { once: true, signal: heeded.signal };
    const listener = (): void => reject(interruptionOf(signal.reason, next));
    signal.addEventListener('abort', listener, listening);
  });
  interrupted.catch(() => undefined);
  return {
    until: (work) => Promise.race([work, interrupted]),
    ignore: () => heeded.abort(),
    [Symbol.dispose]: () => {
      heeded.abort();
      setImmediate(() => interruption[Symbol.dispose]());
    },
  };
}

/** Resolves with the first signal. */
export async function signalled(): Promise<void> {
  using interruption = untilInterrupted();
  // Waiting for a signal does not keep a process alive by itself.
  const awake = setInterval(() => undefined, awakeMs);
  await once(interruption.signal, 'abort');
  clearInterval(awake);
}

/** Does something again and again, with a pause in between, until the first signal. */
export async function untilSignalled(pauseMs: number, work: () => Promise<void>): Promise<void> {
  const stopped = signalled().then(() => 'stopped' as const);
  const round = async (): Promise<'again'> => {
    await work();
    await setTimeout(pauseMs);
    return 'again';
  };
  while ((await Promise.race([round(), stopped])) === 'again');
}

const awakeMs = 60_000;

function interruptionOf(reason: unknown, next: string | undefined): CommandRefused {
  const found = reason instanceof InterruptedError ? reason.signalName : 'a signal';
  const details = { subject: 'command', expected: 'to be left to its end', found };
  const refused = refusal('usage.interrupted', details);
  return new CommandRefused([refused], next === undefined ? {} : { next });
}
