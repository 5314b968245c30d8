// SPDX-License-Identifier: Apache-2.0
// Every row of the matrix: the failures of the network, of GitHub, of its storage, of the process's
// own machine, and what other people do in between.
import { ANSWER_FAULTS } from './answer-faults.ts';
import type { FaultKind } from './fault-kind.ts';
import { SURROUNDING_FAULTS } from './surrounding-faults.ts';

/** Every kind of fault, in the order of the table. */
export const FAULT_KINDS: readonly FaultKind[] = [...ANSWER_FAULTS, ...SURROUNDING_FAULTS];
