// SPDX-License-Identifier: Apache-2.0
// What the publisher is doing, one line an event.
import type { ProgressEvent } from '@marketops/publisher';

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
    case 'fault':
      return `a fault of our own (${event.fault}); taken up again`;
    case 'abandoned':
      return `abandoned: ${event.codes.join(', ')}`;
    case 'settled':
      return `settled: ${event.status}`;
  }
}
