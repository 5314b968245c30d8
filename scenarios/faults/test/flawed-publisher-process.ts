// SPDX-License-Identifier: Apache-2.0
// The entry of a publisher process with a flaw that its order names.
import process from 'node:process';
import { runPublisher } from '../process/run-publisher.ts';
import { flawedSessions } from './flawed-sessions.ts';

const [, , orderPath = ''] = process.argv;
await runPublisher(orderPath, flawedSessions);
