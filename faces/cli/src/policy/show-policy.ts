// SPDX-License-Identifier: Apache-2.0
// Shows a policy: what is in force, what lies in the folder, and everything that is wrong with it.
import { existsSync } from 'node:fs';
import { rulesInWords } from '@marketops/authority';
import { refusal, type JsonObject } from '@marketops/core';
import { readHomePolicy } from '../composition/home-policy.ts';
import type { OpenedHome } from '../composition/opened-home.ts';
import { done, refuse, type CommandResult } from '../face/command-result.ts';

/** The policy in force and the one in the home's folder. */
export async function showPolicy(home: OpenedHome): Promise<CommandResult> {
  const accepted = await home.policies.current();
  const reading = await readHomePolicy(home.files.policy);
  if (reading.layer === null) return refuse(...reading.refusals);
  const { reference, approvals, rules } = reading.layer;
  const inForce = accepted?.reference.digest === reference.digest;
  return done(
    {
      inForce: accepted === null ? null : { ...accepted.reference },
      folder: {
        path: home.files.policy,
        version: reference.version,
        digest: reference.digest,
        inForce,
      },
      approvals: approvals satisfies JsonObject,
      rules: rules.map(({ ruleId, effect, reason, next, path, line }) => ({
        ruleId,
        effect,
        reason,
        next,
        path,
        line,
      })),
    },
    [
      `in force  version ${accepted?.reference.version ?? 'none'}  ${accepted?.reference.digest ?? ''}`.trimEnd(),
      `folder    version ${reference.version}  ${reference.digest}  ${home.files.policy}`,
      ...Object.entries(approvals).map(
        ([subject, rule]) =>
          `  ${subject.padEnd(18)}${rule === null ? 'nobody can approve this' : rulesInWords([rule])}`,
      ),
      ...rules.map(({ ruleId, effect, reason }) => `  ${effect.padEnd(8)}${ruleId}: ${reason}`),
    ],
    inForce ? null : 'marketops policy accept --as PERSON',
  );
}

/** Ends the command where a folder with a policy is not there; that is a wrong path, no decision. */
export function requireFolder(folder: string): void {
  if (existsSync(folder)) return;
  const details = { subject: folder, expected: 'a folder with a policy', found: 'none' };
  refuse(refusal('usage.file_unreadable', details));
}

/** Everything that is wrong with the policy in a folder; throws CommandRefused where anything is. */
export async function lintPolicyIn(folder: string): Promise<CommandResult> {
  requireFolder(folder);
  const reading = await readHomePolicy(folder);
  if (reading.layer === null) return refuse(...reading.refusals);
  const { reference, rules } = reading.layer;
  const { version, digest } = reference;
  return done({ folder, version, digest, rules: rules.length, findings: [] }, [
    `${folder}: version ${version}, ${rules.length} rules, nothing wrong`,
  ]);
}
