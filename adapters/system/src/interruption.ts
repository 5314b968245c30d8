// SPDX-License-Identifier: Apache-2.0
// Turns the first SIGINT or SIGTERM into an abort, so that work can end in order. A second one ends
// the process as if nobody listened: whoever asks twice wants out.

const signalNames = ['SIGINT', 'SIGTERM'] as const;

/** Why work was aborted: somebody asked the process to end. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
  readonly signalName: (typeof signalNames)[number];

  constructor(signalName: (typeof signalNames)[number]) {
    super(`interrupted by ${signalName}`);
    this.signalName = signalName;
  }
}

/** Listens for the request to end, until it is disposed of. */
export interface Interruption extends Disposable {
  /** Aborted with an InterruptedError by the first SIGINT or SIGTERM. */
  readonly signal: AbortSignal;
}

/** Begins to listen for SIGINT and SIGTERM. */
export function untilInterrupted(): Interruption {
  const controller = new AbortController();
  const stop = (): void => {
    for (const signalName of signalNames) process.off(signalName, interrupt);
  };
  const interrupt = (signalName: (typeof signalNames)[number]): void => {
    stop();
    controller.abort(new InterruptedError(signalName));
  };
  for (const signalName of signalNames) process.on(signalName, interrupt);
  return { signal: controller.signal, [Symbol.dispose]: stop };
}
