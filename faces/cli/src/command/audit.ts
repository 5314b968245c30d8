// SPDX-License-Identifier: Apache-2.0
// `marketops audit list|export|verify`: the log of this home, for people and for auditors.
import { join } from 'node:path';
import { canonicalJson, EXIT_CODES, refusal, type Refusal } from '@marketops/core';
import {
  logKeysAfter,
  openCheckpoint,
  parseAuditLeaf,
  verifyWholeLog,
  type EvidenceTrust,
  type LoggedLeaf,
  type LoggedRecord,
} from '@marketops/log';
import { readGivenFile, readTrustFile } from '../act/given-file.ts';
import { readLeaves, readRecords } from '../act/log-reading.ts';
import { readRunId } from '../act/stored-run.ts';
import { makeGivenFolder, writeGivenFile } from '../composition/durable-file.ts';
import { evidenceTrust } from '../composition/evidence.ts';
import { logPins, signHead } from '../composition/log-head.ts';
import { thisMachine } from '../composition/machine.ts';
import { withHome } from '../composition/opened-home.ts';
import { readHome } from '../composition/read-home.ts';
import { CommandRefused, done, type CommandResult } from '../face/command-result.ts';
import { shellWord } from '../face/shell-word.ts';
import type { CommandContext, RegisterCommand } from '../program.ts';
import { recordLine } from '../report/record-line.ts';

const leavesFile = 'leaves.ndjson';
const checkpointFile = 'checkpoint';
const trustFile = 'trust.json';

/** Adds `audit`. */
export const auditCommand: RegisterCommand = (parent, run) => {
  const audit = parent.command('audit').description('the tamper-evident log');
  audit
    .command('list')
    .description('every record, oldest first')
    .option('--run <run>', 'only those of one run')
    .action(run((context, { run: runId }: { run?: string }) => list(context, runId)));
  audit
    .command('export')
    .description('write every leaf, the signed head and a trust file into a folder')
    .argument('<folder>')
    .action(run(exportLog));
  audit
    .command('verify')
    .description('verify an exported log offline, by a trust file of your own')
    .argument('<folder>')
    .requiredOption('--trust <file>', 'your own trust file, not one that came with the log')
    .action(run((_context, folder: string, { trust }: { trust: string }) => verify(folder, trust)));
};

async function list(context: CommandContext, run: string | undefined): Promise<CommandResult> {
  const runId = run === undefined ? undefined : readRunId(run);
  return readHome(context.settings(), async (home) => {
    const records = (await readRecords(home)).filter(
      ({ record }) => runId === undefined || record.runId === runId,
    );
    return done({ records: records.map(asJson) }, records.map(recordLine));
  });
}

async function exportLog(context: CommandContext, folder: string): Promise<CommandResult> {
  return withHome(context.settings(), async (home) => {
    const { checkpoint, note } = await signHead(home);
    const leaves = (await readLeaves(home)).slice(0, checkpoint.size);
    await makeGivenFolder(folder);
    const lines = leaves.map((leaf) => `${Buffer.from(leaf).toString('utf8')}\n`);
    await writeGivenFile(join(folder, leavesFile), lines.join(''));
    await writeGivenFile(join(folder, checkpointFile), note);
    await writeGivenFile(join(folder, trustFile), `${canonicalJson(evidenceTrust(home))}\n`);
    return done(
      { folder, leaves: leaves.length, files: [leavesFile, checkpointFile, trustFile] },
      [`${leaves.length} records, their signed head and a trust file in ${folder}`],
      `marketops audit verify ${shellWord(folder)} --trust FILE`,
    );
  });
}

async function verify(folder: string, trustPath: string): Promise<CommandResult> {
  const trust = await readTrustFile(trustPath);
  const note = Buffer.from(await readGivenFile(join(folder, checkpointFile))).toString('utf8');
  const leaves = await exportedLeaves(folder);
  const opened = await openCheckpoint(note, headPins(trust, leaves));
  if (!opened.ok) {
    const { expected, found } = opened.problem;
    const unsigned = refusal('evidence.checkpoint_invalid', { subject: folder, expected, found });
    return refuseExport(unsigned, trustPath);
  }
  const { checkpoint } = opened.value;
  const verdict = await verifyWholeLog({ leaves, checkpoint });
  if (!verdict.verified) return refuseExport(verdict.refusal, trustPath);
  if (verdict.leavesBeyond > 0) {
    const expected = `the ${checkpoint.size} records that the head covers`;
    const found = `${verdict.leavesBeyond} more, which nobody signed`;
    const beyond = refusal('evidence.log_altered', { subject: folder, expected, found });
    return refuseExport(beyond, trustPath);
  }
  return {
    exit: EXIT_CODES.done,
    json: { verified: true, size: checkpoint.size, origin: checkpoint.origin },
    lines: [`verified: all ${checkpoint.size} records of ${checkpoint.origin}`],
    next: null,
  };
}

/** An auditor has no home to export from: another export comes from whoever keeps the log. */
function refuseExport(refused: Refusal, trustPath: string): never {
  const next = `marketops audit verify FOLDER --trust ${shellWord(trustPath)}`;
  throw new CommandRefused([refused], { next });
}

/** Every line of an export, whether or not the last one ends. */
async function exportedLeaves(folder: string): Promise<readonly LoggedLeaf[]> {
  const text = Buffer.from(await readGivenFile(join(folder, leavesFile))).toString('utf8');
  const lines = (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
  return (text === '' ? [] : lines).map((line, index) => ({
    index,
    leaf: new Uint8Array(Buffer.from(line, 'utf8')),
    storedHash: null,
  }));
}

/** By the log's keys that can have signed a head over these records; one that is none is found later. */
function headPins({ trustRoot, log }: EvidenceTrust, leaves: readonly LoggedLeaf[]) {
  const dates = leaves.flatMap(({ leaf }) => {
    const record = parseAuditLeaf(leaf);
    return record.ok ? [record.value.recordedAt] : [];
  });
  const keys = [...logKeysAfter(trustRoot.keys, dates)];
  return { ...logPins({ ...trustRoot, keys }, thisMachine().verifier), origin: log.origin };
}

function asJson({ index, record }: LoggedRecord) {
  return { index, record };
}
