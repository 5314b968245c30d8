// SPDX-License-Identifier: Apache-2.0
// What a run id on the command line stands for: a dry run whose plan was approved, or a prod run that
// receipts were minted for.
import { refusal, type RunId } from '@marketops/core';
import type { OpenedHome } from '../composition/opened-home.ts';
import { refuse } from '../face/command-result.ts';

/** The dry run to carry out, and the prod run that its receipts are bound to, if any. */
export interface ProdBasis {
  readonly dryRunId: RunId;
  readonly runId: RunId | null;
}

/** Finds what a run id stands for; throws CommandRefused where it is neither. */
export async function findProdBasis(home: OpenedHome, runId: RunId): Promise<ProdBasis> {
  const record = await home.store.runs.run(runId);
  if (record?.mode === 'dry_run') return { dryRunId: runId, runId: null };
  const dryRunId = await home.store.authority.transaction(async (transaction) => {
    const [mint] = await transaction.mintsOfRun(runId);
    const request = mint === undefined ? null : await transaction.request(mint.requestId);
    return request?.runId ?? null;
  });
  if (dryRunId !== null) return { dryRunId, runId };
  return refuse(
    refusal('usage.not_found', {
      subject: runId,
      expected: 'a dry run, or a run that receipts were minted for',
      found: 'neither',
    }),
  );
}
