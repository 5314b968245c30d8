// SPDX-License-Identifier: Apache-2.0
// What the publisher is doing, one line an event.
import type { ProgressEvent, ProgressListener } from '@marketops/publisher';
import type { Terminal } from '../face/terminal.ts';

const barCells = 24;
const percentMax = 100;

/** Shows what a publisher does: a line an event, and one bar for bytes on their way. */
export function progressListener(terminal: Terminal): ProgressListener {
  return {
    report: (event) => {
      if (event.kind === 'transferred') terminal.transient(transferBar(event));
      else terminal.progress(progressLine(event));
    },
  };
}

type Transfer = Extract<ProgressEvent, { readonly kind: 'transferred' }>;

function transferBar({ step, bytes, bytesTotal }: Transfer): string {
  const share = bytesTotal === 0 ? 1 : bytes / bytesTotal;
  const filled = Math.round(share * barCells);
  const bar = '█'.repeat(filled).padEnd(barCells, '░');
  return `${bar} ${Math.floor(share * percentMax)} %  ${step}`;
}

/** One event of an operation as people read it. */
export function progressLine(event: ProgressEvent): string {
  return `${event.at}  ${event.operationId}  ${progressDetail(event)}`;
}

function progressDetail(event: ProgressEvent): string {
  switch (event.kind) {
    case 'admitted':
      return 'admitted: receipt spent';
    case 'attempted':
      return `${event.step}: attempt ${event.attempt}`;
    case 'done':
      return `${event.step}: as approved`;
    case 'transferred':
      return `${event.step}: ${event.bytes} of ${event.bytesTotal} bytes`;
    case 'waiting':
      return `${event.step}: waiting until ${event.until} (${event.cause})`;
    case 'held':
      return `another process has it (${event.holder}), until ${event.until} at least; waiting for that`;
    case 'fault':
      return `a fault of our own (${event.fault}); taken up again`;
    case 'abandoned':
      return `abandoned: ${event.codes.join(', ')}`;
    case 'settled':
      return `settled: ${event.status}`;
  }
}
