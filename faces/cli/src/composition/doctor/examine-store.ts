// SPDX-License-Identifier: Apache-2.0
// The store: whether it holds what was last signed, whether every leaf of the log is as it was written,
// and whether an operation has not come to its end.
import { readFile } from 'node:fs/promises';
import { openCheckpoint, readLoggedLeaves, verifyWholeLog } from '@marketops/log';
import { logPins, requireStoreAtHead } from '../log-head.ts';
import type { OpenedHome } from '../opened-home.ts';
import { ill, illBy, lookAt, wellFound, type Finding } from './finding.ts';

/** Looks at the store of an opened home. */
export async function examineStore(home: OpenedHome): Promise<readonly Finding[]> {
  return [
    ...(await lookAt('store', () => examineHead(home))),
    ...(await lookAt('log', () => examineLog(home))),
    ...(await lookAt('operations', () => examineOperations(home))),
  ];
}

async function examineHead(home: OpenedHome): Promise<readonly Finding[]> {
  const { store, files, pins, machine, settings } = home;
  await requireStoreAtHead(store, files.checkpoint, logPins(pins.trustRoot, machine.verifier));
  return [wellFound('store', settings.database.path)];
}

/** Every leaf, against the last signed head. */
async function examineLog({
  store,
  files,
  pins,
  machine,
}: OpenedHome): Promise<readonly Finding[]> {
  const note = await readFile(files.checkpoint, 'utf8');
  const opened = await openCheckpoint(note, logPins(pins.trustRoot, machine.verifier));
  if (!opened.ok) {
    const { expected, found } = opened.problem;
    const reason = { code: 'evidence.checkpoint_invalid', subject: files.checkpoint } as const;
    return [illBy('log', 'fail', { ...reason, expected, found })];
  }
  const { checkpoint } = opened.value;
  const verdict = await store.readLog((log) =>
    verifyWholeLog({ leaves: readLoggedLeaves(log, checkpoint.size), checkpoint }),
  );
  return verdict.verified
    ? [wellFound('log', `all ${checkpoint.size} records under the last signed head`)]
    : [ill('log', 'fail', verdict.refusal)];
}

async function examineOperations({ store }: OpenedHome): Promise<readonly Finding[]> {
  const open = await store.publisher.transaction(async (transaction) => [
    ...(await transaction.unsettledOperations()),
    ...(await transaction.unknownOperations()),
  ]);
  if (open.length === 0) return [wellFound('operations', 'every one is settled')];
  return open.map(({ admitted, settlement }) =>
    illBy('operations', 'warn', {
      code: 'doctor.operation_open',
      subject: admitted.operationId,
      expected: 'an operation that is settled',
      found: settlement?.status ?? `open since ${admitted.admittedAt}`,
    }),
  );
}
