// SPDX-License-Identifier: Apache-2.0
// `--project FOLDER`: the folder of a project, which has to be there before anything is begun.
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { refusal } from '@marketops/core';
import { CommandRefused, refuse } from '../face/command-result.ts';

const holdsConfig = 'the folder that holds marketops.yaml';

/** How every command that looks at a project takes it; the folder that one is in, if none is named. */
export const projectOption = ['--project <folder>', holdsConfig, '.'] as const;

/** The absolute path of a project's folder; throws CommandRefused where no folder is there. */
export async function readProjectFolder(option: string): Promise<string> {
  const folder = resolve(option);
  const stats = await stat(folder).catch(() => null);
  if (stats?.isDirectory() === true) return folder;
  const found = stats === null ? `nothing that can be read at ${folder}` : `no folder at ${folder}`;
  const details = { subject: '--project', expected: holdsConfig, found };
  return refuse(refusal('usage.invalid', details));
}

/**
 * Does something with a project. A plan names files as they lie in the project, whoever planned it and
 * wherever; whoever stands in the wrong folder is told in which one marketops.yaml was looked for.
 */
export async function inProject<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CommandRefused)) throw error;
    const [first, ...more] = error.refusals;
    if (first.code !== 'config.missing') throw error;
    const subject = join(folder, first.subject);
    const { names, next } = error;
    const told = [{ ...first, subject }, ...more] as const;
    throw new CommandRefused(told, next === null ? { names } : { next, names });
  }
}
