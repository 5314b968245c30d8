// SPDX-License-Identifier: Apache-2.0
// What the figures were measured on, without the name of a machine.
import { cpus, release, totalmem, type } from 'node:os';
import process from 'node:process';

const gibibyte = 2 ** 30;

/** Processors, memory, system and Node. */
export function machineName(): string {
  const processors = cpus();
  const model = processors[0]?.model.trim() ?? 'unknown processor';
  const memory = Math.round(totalmem() / gibibyte);
  const system = `${type()} ${release().split('-')[0]}`;
  return `${processors.length} x ${model}, ${memory} GiB, ${system}, Node ${process.versions.node}`;
}
