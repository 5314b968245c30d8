// SPDX-License-Identifier: Apache-2.0
// `marketops evidence OPERATION`: writes the pack by which a stranger verifies how an operation ended,
// or why it was rejected.
import { refusal, type AuditEvent, type OperationId, type PublicationPlan } from '@marketops/core';
import type { LoggedRecord } from '@marketops/log';
import { readGivenFile } from '../act/given-file.ts';
import { readRecords } from '../act/log-reading.ts';
import { readOperationId } from '../act/read-operation-id.ts';
import { planOfRun } from '../act/stored-run.ts';
import { writeGivenFile } from '../composition/durable-file.ts';
import { writeEvidencePack } from '../composition/evidence.ts';
import { withHome, type OpenedHome } from '../composition/opened-home.ts';
import { about, done, refuse } from '../face/command-result.ts';
import { shellWord } from '../face/shell-word.ts';
import type { CommandContext, RegisterCommand } from '../program.ts';
import { recordLine } from '../report/record-line.ts';

const endings: readonly AuditEvent[] = [
  'operation.settled',
  'operation.reconciled',
  'operation.rejected',
];

interface EvidenceOptions {
  readonly out?: string;
}

/** Adds `evidence`. */
export const evidenceCommand: RegisterCommand = (parent, run) => {
  parent
    .command('evidence')
    .description('write the evidence pack of an operation')
    .argument('<operation>', 'op_…, or the index of a record that ended an attempt')
    .option('--out <file>', 'where to, beside the copy in the home')
    .action(
      run((context, id: string, options: EvidenceOptions) =>
        about({ OPERATION: id }, () => evidence(context, id, options)),
      ),
    );
};

async function evidence(context: CommandContext, id: string, { out }: EvidenceOptions) {
  return withHome(context.settings(), async (home) => {
    const attempt = findAttempt(await readRecords(home), id);
    const kept = await writeEvidencePack(home, attempt, await planOf(home, attempt));
    if (out !== undefined) await writeGivenFile(out, await readGivenFile(kept));
    const pack = out ?? kept;
    return done(
      { pack, index: attempt.index, record: attempt.record },
      [pack, `about ${recordLine(attempt).trim()}`],
      `marketops verify ${shellWord(pack)} --trust FILE`,
    );
  });
}

function findAttempt(records: readonly LoggedRecord[], id: string): LoggedRecord {
  const ended = records.filter(({ record }) => endings.includes(record.event));
  const attempt = /^[0-9]{1,9}$/.test(id)
    ? ended.find(({ index }) => index === Number(id))
    : latestOf(ended, readOperationId(id));
  if (attempt !== undefined) return attempt;
  const details = { subject: id, expected: 'an attempt that has ended', found: 'none in the log' };
  return refuse(refusal('usage.not_found', details));
}

/** How it was settled, whatever was rejected since; otherwise the latest rejection. */
function latestOf(
  ended: readonly LoggedRecord[],
  operationId: OperationId,
): LoggedRecord | undefined {
  const own = ended.filter(({ record }) => record.operationId === operationId);
  return own.findLast(({ record }) => record.event !== 'operation.rejected') ?? own.at(-1);
}

async function planOf(home: OpenedHome, { record }: LoggedRecord): Promise<PublicationPlan | null> {
  return record.runId === null ? null : planOfRun(home, record.runId);
}
