// SPDX-License-Identifier: Apache-2.0
// Every command, in the order in which help lists them.
import { demoCommand } from '../demo/demo-command.ts';
import { emulatorCommand } from '../github-emulator/emulator-command.ts';
import type { RegisterCommand } from '../program.ts';
import { auditCommand } from './audit.ts';
import { authorizeCommand } from './authorize.ts';
import { approveCommand, denyCommand } from './decide.ts';
import { doctorCommand } from './doctor.ts';
import { evidenceCommand } from './evidence.ts';
import { executeCommand } from './execute.ts';
import { explainCommand } from './explain.ts';
import { initCommand } from './init.ts';
import { jsonSchemaCommand } from './json-schema.ts';
import { keyCommand } from './key-create.ts';
import { planCommand } from './plan.ts';
import { policyCommand } from './policy.ts';
import { receiptsCommand } from './receipts.ts';
import { reconcileCommand } from './reconcile.ts';
import { restoreCommand } from './restore.ts';
import { requestCommand } from './request.ts';
import { requestsCommand } from './requests.ts';
import { statusCommand } from './status.ts';
import { trustCommand } from './trust.ts';
import { verifyCommand } from './verify.ts';
import { withdrawCommand } from './withdraw.ts';

/** Every command. */
export const commands: readonly RegisterCommand[] = [
  demoCommand,
  keyCommand,
  initCommand,
  planCommand,
  requestCommand,
  approveCommand,
  denyCommand,
  withdrawCommand,
  requestsCommand,
  authorizeCommand,
  executeCommand,
  reconcileCommand,
  restoreCommand,
  explainCommand,
  statusCommand,
  evidenceCommand,
  verifyCommand,
  receiptsCommand,
  auditCommand,
  policyCommand,
  trustCommand,
  doctorCommand,
  emulatorCommand,
  jsonSchemaCommand,
];
