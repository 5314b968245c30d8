// SPDX-License-Identifier: Apache-2.0
// `marketops init`: makes a home for one repository: keys, trust root, pins, policy, an empty log.
import { refusal } from '@marketops/core';
import { makeHome } from '../composition/home-maker.ts';
import { lookUpRepository } from '../composition/repository-lookup.ts';
import { done, refuse } from '../face/command-result.ts';
import { personForm, readPersonOption } from '../home/person-option.ts';
import type { CommandContext, RegisterCommand } from '../program.ts';

interface InitOptions {
  readonly repository: string;
  readonly person: readonly string[];
  readonly approvals?: string;
}

/** Adds `init`. */
export const initCommand: RegisterCommand = (parent, run) => {
  parent
    .command('init')
    .description('make a home for one repository')
    .requiredOption('--repository <owner/name>', 'the repository on GitHub')
    .requiredOption('--person <id=file...>', `who may approve: ${personForm}; repeatable`)
    .option(
      '--approvals <count>',
      'the least number of different people for anything; 2 if not given',
    )
    .action(run(init));
};

async function init(context: CommandContext, options: InitOptions) {
  const settings = context.settings();
  const people = options.person.map(readPersonOption);
  const approvalsMin = readApprovalsMin(options.approvals, people.length);
  const repository = await lookUpRepository(settings, options.repository);
  const { files, trustRoot, audience } = await makeHome(settings, {
    repository,
    people,
    approvalsMin,
  });
  return done(
    {
      home: files.home,
      repository,
      audience,
      authority: trustRoot.authority,
      trustRootVersion: trustRoot.version,
      people: people.map(({ personId }) => personId),
      approvalsMin,
    },
    [
      `home       ${files.home}`,
      `repository ${repository.fullName} (repository ${repository.repositoryId}, owner ${repository.ownerId})`,
      `publisher  ${audience}`,
      `people     ${people.map(({ personId }) => personId).join(', ')}; at least ${approvalsMin} must approve`,
      `policy     ${files.policy}`,
    ],
    'marketops plan --proposer person:ID',
  );
}

const approvalsMinUsual = 2;

function readApprovalsMin(text: string | undefined, people: number): number {
  if (text === undefined) {
    if (people >= approvalsMinUsual) return approvalsMinUsual;
    const expected = 'two people at least, or --approvals 1';
    return refuse(refusal('usage.invalid', { subject: '--person', expected, found: 'one person' }));
  }
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= people) return count;
  const expected = `a number from 1 to ${people}, the people named`;
  return refuse(refusal('usage.invalid', { subject: '--approvals', expected, found: text }));
}
