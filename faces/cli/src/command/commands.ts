// SPDX-License-Identifier: Apache-2.0
// Every command, in the order in which help lists them.
import type { RegisterCommand } from '../program.ts';
import { jsonSchemaCommand } from './json-schema.ts';

/** Every command. */
export const commands: readonly RegisterCommand[] = [jsonSchemaCommand];
