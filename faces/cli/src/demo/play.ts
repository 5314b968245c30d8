// SPDX-License-Identifier: Apache-2.0
// Plays the acts in their order and tells them. The demo holds itself to what it shows: where an act
// does not end as it must, the demo ends with a fault.
import { join } from 'node:path';
import type { Proposer } from '@marketops/core';
import { readProposer } from '../act/proposer-option.ts';
import { makeHome } from '../composition/home-maker.ts';
import { withHome, type OpenedHome } from '../composition/opened-home.ts';
import { lookUpRepository } from '../composition/repository-lookup.ts';
import type { CommandResult } from '../face/command-result.ts';
import { readPersonOption } from '../home/person-option.ts';
import { planLines } from '../report/plan-lines.ts';
import { actApprove, actDryRun, type DemoApproval, type PlannedDryRun, type Tell } from './acts.ts';
import { makeDemoKeys, type DemoKey } from './demo-people.ts';
import type { DemoStage } from './demo-stage.ts';
import { playPublication } from './play-publication.ts';

/** The dry run of the demo and what it shows. */
export interface PlayedDryRun extends PlannedDryRun {
  readonly proposer: Proposer;
  readonly writesDuringDryRun: number;
}

/** Plays the whole demo; answers what `--json` prints. */
export async function playDemo(stage: DemoStage, tell: Tell): Promise<CommandResult> {
  tell('1. A real project, and an embedded GitHub that holds a copy of it');
  tell(`   ${stage.repository} at ${stage.emulator.apiUrl}, working copy in ${stage.project}`);
  const keys = await makeDemoKeys(join(stage.folder, 'people'));
  const repository = await lookUpRepository(stage.reading, stage.repository);
  await makeHome(stage.reading, {
    repository,
    people: keys.map(({ person, file }) =>
      readPersonOption(`${person}:maintainer:${person}@lantern.example=${file}.pub`),
    ),
    approvalsMin: 2,
  });
  const dryRun = await withHome(stage.reading, (home) => playDryRun(home, stage, tell));
  const approvals = await withHome(stage.reading, (home) =>
    playApprovals({ home, project: stage.project, tell }, dryRun, keys),
  );
  return withHome(stage.publishing, (home) =>
    playPublication({ home, stage, tell, dryRun, approvals }),
  );
}

async function playDryRun(home: OpenedHome, stage: DemoStage, tell: Tell): Promise<PlayedDryRun> {
  tell('');
  tell('2. Dry run: an agent proposes, on behalf of carol');
  const proposer = readProposer('agent:release-agent', 'carol');
  const before = stage.emulator.counters().writes;
  const dryRun = await actDryRun({ home, project: stage.project, tell }, proposer);
  const writesDuringDryRun = stage.emulator.counters().writes - before;
  for (const line of planLines(dryRun.plan)) tell(`   ${line}`);
  tell(`   writes that reached GitHub: ${writesDuringDryRun}`);
  tell('   credential that could write: none was given to this run');
  if (writesDuringDryRun !== 0) throw new Error('the dry run wrote to GitHub');
  return { ...dryRun, proposer, writesDuringDryRun };
}

async function playApprovals(
  scene: { readonly home: OpenedHome; readonly project: string; readonly tell: Tell },
  { runId }: PlayedDryRun,
  keys: readonly DemoKey[],
): Promise<readonly DemoApproval[]> {
  const { tell } = scene;
  tell('');
  tell('3. Approvals: carol is behind the agent, so hers does not count; alice and bob approve');
  const approvals: DemoApproval[] = [];
  for (const person of ['carol', 'alice', 'bob']) {
    const key = keys.find((candidate) => candidate.person === person);
    if (key === undefined) throw new Error(`${person} has no key`);
    const approval = await actApprove(scene, runId, key);
    const { approver, accepted, codes, signature, state } = approval;
    const answer = accepted ? `accepted; request ${state ?? ''}` : `refused: ${codes.join(', ')}`;
    tell(`   ${approver.padEnd(6)} (${signature} key): ${answer}`);
    if (accepted === (person === 'carol')) throw new Error(`${person}: ${answer}`);
    approvals.push(approval);
  }
  return approvals;
}
