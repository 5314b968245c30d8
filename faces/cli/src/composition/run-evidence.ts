// SPDX-License-Identifier: Apache-2.0
// The evidence packs of one prod run: one for each operation that the publisher gave a record to.
import type { RunOutcome } from '@marketops/engine';
import { AuditLogReader } from '@marketops/log';
import { writeEvidencePack } from './evidence.ts';
import { logOrigin } from './log-head.ts';
import type { OpenedHome } from './opened-home.ts';

/** Writes the packs; answers their paths in the plan's order. */
export async function writeEvidenceOfRun(
  home: OpenedHome,
  { report, sealed }: RunOutcome,
): Promise<readonly string[]> {
  if (report?.kind !== 'published') return [];
  const origin = logOrigin(home.pins.trustRoot);
  const paths: string[] = [];
  for (const { outcome } of report.operations) {
    const index = outcome?.logIndex ?? null;
    if (index === null) continue;
    const record = await home.store.readLog((log) =>
      new AuditLogReader(origin, log).readRecord(index),
    );
    paths.push(await writeEvidencePack(home, { index, record }, sealed?.plan ?? null));
  }
  return paths;
}
