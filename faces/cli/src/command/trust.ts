// SPDX-License-Identifier: Apache-2.0
// `marketops trust`: who may mint, approve and sign the log, how that changes, and the file by which
// somebody else verifies evidence.
import { canonicalJson } from '@marketops/core';
import { writeGivenFile } from '../composition/durable-file.ts';
import { evidenceTrust } from '../composition/evidence.ts';
import { withHome, type OpenedHome } from '../composition/opened-home.ts';
import { readHome } from '../composition/read-home.ts';
import { standingLines, syncTrustCopies } from '../composition/trust-copies.ts';
import { CommandRefused, done } from '../face/command-result.ts';
import type { CommandContext, CommandRunner, RegisterCommand } from '../program.ts';
import { addPerson } from '../trust/add-person.ts';
import { revokeKey } from '../trust/revoke-key.ts';
import { rotateKey } from '../trust/rotate-key.ts';
import { trustLines, trustResult } from '../trust/trust-result.ts';

type Parent = Parameters<RegisterCommand>[0];

const rootKeyOption = [
  '--root-key <file...>',
  "root keys that sign; the home's own if none",
] as const;

/** Adds `trust`. */
export const trustCommand: RegisterCommand = (parent, run) => {
  const trust = parent.command('trust').description('keys, people and their roles');
  trust.command('show').description('the trust root in force').action(run(show));
  trust
    .command('export')
    .description('write the file that verifiers of evidence need')
    .argument('<file>')
    .action(run(exportTrust));
  trust
    .command('init')
    .description('says where the first trust root comes from: `marketops init`')
    .action(run(init));
  trust
    .command('sync')
    .description('bring the copies of the Federation Core and of the publisher together')
    .action(run(sync));
  addChanges(trust, run);
};

function addChanges(trust: Parent, run: CommandRunner): void {
  trust
    .command('add')
    .description('add a person with a key, or another key for a person')
    .argument('<person>')
    .option('--key <file>', 'a public key: of `marketops key create`, or OpenSSH .pub')
    .option('--passkey <file>', "the JSON of a browser's registration answer")
    .option('--challenge <text>', 'the challenge that the browser was given, in base64url')
    .option('--origin <url>', 'the page that asked it, https://HOST')
    .option('--relying-party <id>', "instead of the origin's host")
    .option('--role <role...>', 'roles that policy asks for')
    .option('--email <address...>', 'mail addresses in commits')
    .option('--name <text>', 'the name to show')
    .option('--bot', 'a bot, whose approval never counts')
    .option(...rootKeyOption)
    .action(run(addPerson));
  trust
    .command('rotate')
    .description('a new key of the home for one role: mint, advise, log or root')
    .argument('<role>')
    .option('--overlap <hours>', 'how long the old key goes on counting', '24')
    .option(...rootKeyOption)
    .action(run(rotateKey));
  trust
    .command('revoke')
    .description('end a key at once')
    .argument('<key>', 'its id, k_…')
    .option('--compromised', 'strike it out, whatever it signed before')
    .option(...rootKeyOption)
    .action(run(revokeKey));
}

async function show(context: CommandContext) {
  return readHome(context.settings(), async (home) => {
    const { trustRoot, approvalsMin, audience } = home.pins;
    const { trustStanding } = home;
    return done({ trustRoot, trustStanding, approvalsMin, audience }, [
      ...trustLines(trustRoot),
      ...standingLines(home),
    ]);
  });
}

async function exportTrust(context: CommandContext, file: string) {
  return readHome(context.settings(), async (home) => {
    await writeGivenFile(file, `${canonicalJson(evidenceTrust(home))}\n`);
    return done({ file }, [`trust for verifiers in ${file}; give it to them by a way of its own`]);
  });
}

async function init(context: CommandContext) {
  try {
    return await withHome(context.settings(), async ({ pins }) =>
      trustResult(
        pins.trustRoot,
        'made by `marketops init`; changed by trust add, rotate and revoke',
        'marketops trust show',
      ),
    );
  } catch (error) {
    if (!(error instanceof CommandRefused) || error.refusals[0].code !== 'home.missing')
      throw error;
    const next = 'marketops init --repository OWNER/NAME --person ID=FILE';
    throw new CommandRefused(error.refusals, { next });
  }
}

async function sync(context: CommandContext) {
  const work = async (home: OpenedHome) => {
    const root = await syncTrustCopies(home, 'trust sync');
    return trustResult(root, 'both copies hold the same trust root', 'marketops doctor');
  };
  return withHome(context.settings(), work, { store: 'kept', trust: 'unjudged' });
}
