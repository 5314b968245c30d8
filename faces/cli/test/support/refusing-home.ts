// SPDX-License-Identifier: Apache-2.0
// A home at which refused commands are tried: each refusal carries a code, what was expected, what was
// found and the next command, and leaves the home as it was.
import { expect } from 'vitest';
import { openCliStage, type CliStage } from './cli-stage.ts';
import { jsonOf, memberOf, runCommand, textAt } from './command-run.ts';
import type { CommandRun, Environment } from './command-run.ts';
import { pictureOf } from './home-picture.ts';

/** Who proposes where it does not matter who. */
export const proposer = ['--proposer', 'agent:release-agent', '--on-behalf-of', 'carol'];

/** A stage with a home, and what is asked of refusals there. */
export interface RefusingHome {
  readonly stage: CliStage;
  readonly environment: Environment;
  /** Runs a command that must be refused; the home must look as before. */
  readonly refused: (args: readonly string[], more?: Environment) => Promise<CommandRun>;
  /** The same by the line that people read: one line a reason, the next command last. */
  readonly lineOf: (args: readonly string[], more?: Environment) => Promise<string>;
}

/** Sets a stage and makes a home on it. */
export async function openRefusingHome(): Promise<RefusingHome> {
  const stage = await openCliStage();
  const { environment, home } = await stage.makeHome();
  return {
    stage,
    environment,
    refused: async (args, more = {}) => {
      const before = await pictureOf(home, environment);
      const run = await runCommand([...args, '--json'], { ...environment, ...more });
      expect(await pictureOf(home, environment)).toEqual(before);
      expect(run.exit).not.toBe(0);
      const answer = jsonOf(run);
      for (const member of ['code', 'expected', 'headline', 'why', 'fixedBy', 'next']) {
        expect(textAt(answer, 'refusals', 0, member), member).not.toBe('');
      }
      expect(memberOf(answer, 'refusals', 0)).toHaveProperty('found');
      expect(textAt(answer, 'next')).toMatch(/^(marketops|git|chmod|cp|curl|export|ls|vi) /);
      return run;
    },
    lineOf: async (args, more = {}) => {
      const { stderr } = await runCommand(args, { ...environment, ...more });
      const lines = stderr.trimEnd().split('\n');
      expect(lines.at(-1)).toMatch(/^next: /);
      return lines.filter((line) => line.startsWith('marketops: ')).join('\n');
    },
  };
}
