// SPDX-License-Identifier: Apache-2.0
// Commits records without end and says after each commit how many leaves the log has; killed by the
// test that starts it, and ends by itself after a while where that test died first.
import { writeSync } from 'node:fs';
import { openSqliteStore } from '@marketops/store-sqlite';
import { ManualClock, contractNow, recordSample } from '@marketops/testkit';

const commitsMax = 20_000;
const store = await openSqliteStore(process.argv[2] ?? '', { clock: new ManualClock(contractNow) });
for (let commit = 0; commit < commitsMax; commit += 1) {
  const index = await store.publisher.transaction((transaction) =>
    transaction.appendAudit(recordSample((commit % 200) + 1)),
  );
  writeSync(1, `${index + 1}\n`);
}
