// SPDX-License-Identifier: Apache-2.0
// Keeps the process up until somebody asks it to end.
import { once } from 'node:events';
import { untilInterrupted } from '@marketops/system';

/** Resolves with the first SIGINT or SIGTERM. */
export async function holdUntilInterrupted(): Promise<void> {
  using interruption = untilInterrupted();
  // A signal that is waited for does not keep the process alive by itself.
  const awake = setInterval(() => undefined, 60_000);
  await once(interruption.signal, 'abort');
  clearInterval(awake);
}
