// SPDX-License-Identifier: Apache-2.0
// Goal: the first request to end aborts, the second one ends the process, and nobody listens after
// the work is over.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { InterruptedError, untilInterrupted } from '../src/interruption.ts';

const script = fileURLToPath(new URL('interrupted-process.ts', import.meta.url));

/** Listeners of this process for the signals that end it. */
function listeners(): number {
  return process.listenerCount('SIGINT') + process.listenerCount('SIGTERM');
}

describe('untilInterrupted', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('aborts once on %s and stops listening', (signalName) => {
    const before = listeners();
    using interruption = untilInterrupted();
    expect(listeners()).toBe(before + 2);
    expect(interruption.signal.aborted).toBe(false);
    process.emit(signalName, signalName);
    expect(interruption.signal.reason).toBeInstanceOf(InterruptedError);
    expect(interruption.signal.reason).toMatchObject({ signalName });
    expect(listeners()).toBe(before);
  });

  it('stops listening when it is disposed of', () => {
    const before = listeners();
    untilInterrupted()[Symbol.dispose]();
    expect(listeners()).toBe(before);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'lets a real process end its work after one %s, and ends it after two',
    async (signalName) => {
      const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
      const said: string[] = [];
      child.stdout.setEncoding('utf8').on('data', (text: string) => said.push(text));
      await once(child.stdout, 'data');
      child.kill(signalName);
      await once(child.stdout, 'data');
      child.kill(signalName);
      const [code, endedBy] = (await once(child, 'close')) as [number | null, string | null];
      expect(said.join('')).toBe(`working\ninterrupted by ${signalName}\n`);
      expect({ code, endedBy }).toEqual({ code: null, endedBy: signalName });
    },
  );
});
