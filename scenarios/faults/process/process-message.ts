// SPDX-License-Identifier: Apache-2.0
// What a publisher process and the scenario say to each other while it runs.
import {
  array,
  boolean,
  literal,
  nullable,
  object,
  operationIds,
  oneOf,
  taggedUnion,
  text,
  type JsonValue,
  OPERATION_STATUSES,
  type OperationId,
  type OperationStatus,
} from '@marketops/core';

/** What the process is told: its disk is full, its clock jumped back an hour. */
export const PROCESS_COMMANDS = ['disk_full', 'clock_back'] as const;

/** What the process is told. */
export type ProcessCommand = (typeof PROCESS_COMMANDS)[number];

/** One answer of the publisher. */
export interface ToldOutcome {
  readonly operationId: OperationId | null;
  readonly status: OperationStatus;
  readonly codes: readonly string[];
  /** Whether a result came with it. */
  readonly result: boolean;
}

/**
 * What the process says: that it begins, that one submission of several ended, that it did what it was
 * told, how everything ended.
 */
export type ProcessMessage =
  | { readonly kind: 'begun' }
  | { readonly kind: 'ended_one' }
  | { readonly kind: 'done'; readonly command: ProcessCommand }
  | { readonly kind: 'outcomes'; readonly outcomes: readonly ToldOutcome[] };

const outcomeSchema = object({
  operationId: nullable(operationIds.schema),
  status: oneOf(OPERATION_STATUSES),
  codes: array(text({ lengthMin: 1, lengthMax: 200 }), 0, 1_000),
  result: boolean,
});
const outcomesMax = 10_000;

const messageSchema = taggedUnion<ProcessMessage>('kind', {
  begun: object({ kind: literal('begun') }),
  ended_one: object({ kind: literal('ended_one') }),
  done: object({ kind: literal('done'), command: oneOf(PROCESS_COMMANDS) }),
  outcomes: object({ kind: literal('outcomes'), outcomes: array(outcomeSchema, 0, outcomesMax) }),
});

/** Reads a message of the process; undefined where it is none. */
export function readProcessMessage(message: unknown): ProcessMessage | undefined {
  const parsed = messageSchema.parse(message as JsonValue, '');
  return parsed.ok ? parsed.value : undefined;
}

/** Reads what the process is told; undefined where it is nothing. */
export function readProcessCommand(message: unknown): ProcessCommand | undefined {
  return PROCESS_COMMANDS.find((command) => command === message);
}
