// SPDX-License-Identifier: Apache-2.0
// Goal: SQLite keeps every promise of the publisher's store.
import { publisherStoreContract } from '@marketops/testkit/store-contract';
import { freshStore } from './opened-store.ts';

publisherStoreContract('SQLite', async (clock) => {
  const store = await freshStore(clock);
  return { store: store.publisher, logSize: () => store.readLog((log) => log.size()) };
});
