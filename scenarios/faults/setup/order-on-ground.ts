// SPDX-License-Identifier: Apache-2.0
// The order of a publisher process on a ground: carry out what is there, unharmed and at the right time,
// unless something else is said.
import type { PublisherOrder } from '../process/publisher-order.ts';
import type { Ground } from './ground.ts';

type Given = Pick<PublisherOrder, 'seed' | 'waits'> & Partial<PublisherOrder>;

/** What the first replica on `ground` is told to do, changed by what is given. */
export function orderOnGround(
  { folder, emulator, credential }: Ground,
  given: Given,
): PublisherOrder {
  return {
    home: folder,
    apiUrl: emulator.apiUrl,
    uploadUrl: emulator.uploadUrl,
    credential,
    holder: 'replica-a',
    clockShiftMs: 0,
    errand: 'carry',
    times: 1,
    death: null,
    flaw: null,
    ...given,
  };
}
