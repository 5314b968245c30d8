// SPDX-License-Identifier: Apache-2.0
// `marketops demo`: the main job on the embedded GitHub, from a dry run to evidence, in one go.
import type { CommandResult } from '../face/command-result.ts';
import type { CommandContext, RegisterCommand } from '../program.ts';
import { holdUntilInterrupted } from './hold.ts';

interface DemoOptions {
  readonly hold?: boolean;
}

/** Adds `demo`. */
export const demoCommand: RegisterCommand = (parent, run) => {
  parent
    .command('demo')
    .description('the main job on the embedded GitHub; --home FOLDER keeps the state')
    .option('--hold', 'keep the embedded GitHub up afterwards, until interrupted')
    .action(run(demo));
};

async function demo(context: CommandContext, options: DemoOptions): Promise<CommandResult> {
  const { terminal, json } = context;
  const tell = (line: string): void => (json ? terminal.progress(line) : terminal.data(line));
  // The embedded GitHub is loaded here alone, so that no other command waits for it.
  const { setDemoStage } = await import('./demo-stage.ts');
  const { playDemo } = await import('./play.ts');
  const stage = await setDemoStage(context.home());
  try {
    const result = await playDemo(stage, tell);
    if (options.hold !== true) return result;
    if (json) terminal.data(JSON.stringify(result.json));
    tell('');
    tell(`held: the embedded GitHub is at ${stage.emulator.apiUrl} until you interrupt`);
    tell(`      git clone ${stage.emulator.gitUrl}/${stage.repository}.git`);
    await holdUntilInterrupted();
    return { ...result, printed: true };
  } finally {
    await stage.close();
  }
}
