// SPDX-License-Identifier: Apache-2.0
// Every command, in the order in which help lists them.
import { demoCommand } from '../demo/demo-command.ts';
import type { RegisterCommand } from '../program.ts';
import { auditCommand } from './audit.ts';
import { authorizeCommand } from './authorize.ts';
import { approveCommand, denyCommand } from './decide.ts';
import { executeCommand } from './execute.ts';
import { initCommand } from './init.ts';
import { jsonSchemaCommand } from './json-schema.ts';
import { keyCommand } from './key-create.ts';
import { planCommand } from './plan.ts';
import { receiptsCommand } from './receipts.ts';
import { trustCommand } from './trust.ts';
import { verifyCommand } from './verify.ts';

/** Every command. */
export const commands: readonly RegisterCommand[] = [
  demoCommand,
  keyCommand,
  initCommand,
  planCommand,
  approveCommand,
  denyCommand,
  authorizeCommand,
  executeCommand,
  verifyCommand,
  receiptsCommand,
  auditCommand,
  trustCommand,
  jsonSchemaCommand,
];
