// SPDX-License-Identifier: Apache-2.0
// Goal: the store that the publisher's tests run on keeps every promise of the port.
import { MemoryPublisherStore } from '@marketops/testkit';
import { publisherStoreContract } from '@marketops/testkit/store-contract';

publisherStoreContract('memory', (clock) => {
  const store = new MemoryPublisherStore(clock);
  return Promise.resolve({ store, logSize: () => Promise.resolve(store.auditRecords.length) });
});
