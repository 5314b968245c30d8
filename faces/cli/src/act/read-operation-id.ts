// SPDX-License-Identifier: Apache-2.0
// An operation's id, as people pass it around.
import { operationIds, refusal, type OperationId } from '@marketops/core';
import { refuse } from '../face/command-result.ts';

/** Reads an operation's id from the command line. */
export function readOperationId(text: string): OperationId {
  const operationId = operationIds.parse(text);
  if (operationId.ok) return operationId.value;
  const { expected, found } = operationId.problem;
  return refuse(refusal('usage.invalid', { subject: 'OPERATION', expected, found }));
}
