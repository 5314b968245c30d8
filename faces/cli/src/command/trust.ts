// SPDX-License-Identifier: Apache-2.0
// `marketops trust show|export`: who may mint, approve and sign the log, and the file by which
// somebody else verifies evidence.
import { canonicalJson } from '@marketops/core';
import { writeFile } from 'node:fs/promises';
import { evidenceTrust } from '../composition/evidence.ts';
import { withHome } from '../composition/opened-home.ts';
import { done } from '../face/command-result.ts';
import type { CommandContext, RegisterCommand } from '../program.ts';

/** Adds `trust`. */
export const trustCommand: RegisterCommand = (parent, run) => {
  const trust = parent.command('trust').description('keys, people and their roles');
  trust.command('show').description('the trust root in force').action(run(show));
  trust
    .command('export')
    .description('write the file that verifiers of evidence need')
    .argument('<file>')
    .action(run(exportTrust));
};

async function show(context: CommandContext) {
  return withHome(context.settings(), async (home) => {
    const { trustRoot, approvalsMin, audience } = home.pins;
    return done({ trustRoot, approvalsMin, audience }, [
      `trust root of ${trustRoot.authority}, version ${trustRoot.version}, until ${trustRoot.expiresAt}`,
      ...trustRoot.keys.map(
        ({ keyId, algorithm, roles, personId, validUntil }) =>
          `  ${keyId}  ${algorithm.padEnd(16)}${roles.join(', ').padEnd(10)}${personId ?? ''}${validUntil === null ? '' : ` until ${validUntil}`}`,
      ),
      ...trustRoot.people.map(
        ({ personId, kind, roles }) => `  ${personId}: ${kind}, ${roles.join(', ')}`,
      ),
    ]);
  });
}

async function exportTrust(context: CommandContext, file: string) {
  return withHome(context.settings(), async (home) => {
    await writeFile(file, `${canonicalJson(evidenceTrust(home))}\n`);
    return done({ file }, [`trust for verifiers in ${file}; give it to them by a way of its own`]);
  });
}
