// SPDX-License-Identifier: Apache-2.0
// `marketops explain ID`: why something did not ship, and everything that is on record of it. The id
// says what it is: a run, an operation, a receipt, a request, or the index of a record of the log.
import {
  operationIds,
  receiptIds,
  refusal,
  requestIds,
  runIds,
  type Parsed,
} from '@marketops/core';
import type { OpenedHome } from '../composition/opened-home.ts';
import { readHome } from '../composition/read-home.ts';
import { explainOperation } from '../explain/explain-operation.ts';
import { explainReceipt } from '../explain/explain-receipt.ts';
import { explainRecord } from '../explain/explain-record.ts';
import { explainRequest } from '../explain/explain-request.ts';
import { explainRun } from '../explain/explain-run.ts';
import { noteLines, reasonLines, type ToldThing } from '../explain/told-thing.ts';
import { done, refuse } from '../face/command-result.ts';
import type { CommandContext, RegisterCommand } from '../program.ts';

/** Adds `explain`. */
export const explainCommand: RegisterCommand = (parent, run) => {
  parent
    .command('explain')
    .description('why something did not ship, and what is on record of it')
    .argument('<id>', 'run_…, op_…, rcpt_…, req_…, or the index of a record of the log')
    .action(run(explainId));
};

async function explainId(context: CommandContext, id: string) {
  return readHome(context.settings(), async (home) => {
    const thing = await told(home, id);
    const { kind, state, lines, facts, reasons, notes = [] } = thing;
    const next = thing.next === undefined ? (reasons[0]?.next ?? null) : thing.next;
    return done(
      { kind, id, state, reasons, notes, ...facts },
      [`${kind} ${id}: ${state}`, ...lines, ...reasonLines(reasons), ...noteLines(notes)],
      next,
    );
  });
}

async function told(home: OpenedHome, id: string): Promise<ToldThing> {
  if (/^[0-9]{1,9}$/.test(id)) return explainRecord(home, Number(id));
  if (id.startsWith('run_')) return explainRun(home, idOf(runIds.parse(id)));
  if (id.startsWith('op_')) return explainOperation(home, idOf(operationIds.parse(id)));
  if (id.startsWith('rcpt_')) return explainReceipt(home, idOf(receiptIds.parse(id)));
  if (id.startsWith('req_')) return explainRequest(home, idOf(requestIds.parse(id)));
  return invalid('run_…, op_…, rcpt_…, req_… or the index of a record', id);
}

function idOf<T>(parsed: Parsed<T>): T {
  return parsed.ok ? parsed.value : invalid(parsed.problem.expected, parsed.problem.found);
}

function invalid(expected: string, found: string): never {
  return refuse(refusal('usage.invalid', { subject: 'ID', expected, found }));
}
