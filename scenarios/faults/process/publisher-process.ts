// SPDX-License-Identifier: Apache-2.0
// The entry of a publisher process: one argument, the file with its order.
import process from 'node:process';
import { runPublisher } from './run-publisher.ts';

const [, , orderPath = ''] = process.argv;
await runPublisher(orderPath, (sessions) => sessions);
