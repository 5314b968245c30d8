// SPDX-License-Identifier: Apache-2.0
// The home: who may enter it, its keys, its pins, its trust root and its policy.
import { existsSync } from 'node:fs';
import { access, constants, stat } from 'node:fs/promises';
import { instantToMs, keyHolds, type KeyRole } from '@marketops/core';
import { openEd25519KeyFile } from '@marketops/keyring';
import type { HomeFiles } from '../../home/home-files.ts';
import { textOf } from '../../home/settings.ts';
import { readHomePolicy } from '../home-policy.ts';
import { lazySigner } from '../lazy-signer.ts';
import type { OpenedHome } from '../opened-home.ts';
import { judgeTrustCopies, readOwnTrustRoot } from '../trust-copies.ts';
import { ill, illBy, lookAt, wellFound, type Finding } from './finding.ts';

const othersMayAccess = 0o077;
const permissionBits = 0o777;
const octal = 8;
const monthMs = 30 * 24 * 60 * 60 * 1_000;

/** Who may enter the home folder, and whether we may write to it; where there is none, opening it says so. */
export async function examineFolder({ home }: HomeFiles): Promise<readonly Finding[]> {
  if (!existsSync(home)) return [];
  return lookAt('home', async () => {
    const { mode } = await stat(home);
    // Every command that opens a home writes to it; its error names the folder, and why not.
    await access(home, constants.R_OK | constants.W_OK | constants.X_OK);
    if ((mode & othersMayAccess) === 0) return [wellFound('home', home)];
    const found = `mode ${(mode & permissionBits).toString(octal)}`;
    const reason = { code: 'doctor.home_open', subject: home, expected: 'mode 700' } as const;
    return [illBy('home', 'fail', { ...reason, found })];
  });
}

/** What stands in the home, once it is open. */
export async function examineHome(home: OpenedHome): Promise<readonly Finding[]> {
  const findings = [
    await examineKey(home, 'mint', home.files.mintKey),
    await examineKey(home, 'advise', home.files.adviseKey),
    await examineKey(home, 'log', home.files.logKey),
    await examineRootKey(home),
    examineExpiry(home),
    await examineCopies(home),
    await examinePolicy(home),
  ];
  return [examinePins(home), ...findings.flat()];
}

function examinePins({ pins }: OpenedHome): Finding {
  const repositories = pins.repositories.map(({ fullName }) => fullName).join(', ');
  const least = Object.values(pins.approvalsMin).join('/');
  return wellFound('pins', `${repositories}; at least ${least} people; ${pins.audience}`);
}

async function examineKey(
  { pins, machine, settings }: OpenedHome,
  role: KeyRole,
  file: string,
): Promise<readonly Finding[]> {
  const check = `${role} key`;
  const command = textOf(settings.environment, 'MARKETOPS_MINT_COMMAND');
  const behindCommand = role === 'mint' && command !== null;
  return lookAt(check, async () => {
    const keyId = await keyIdAt(file, behindCommand);
    const key = pins.trustRoot.keys.find((candidate) => candidate.keyId === keyId);
    const at = machine.clock.now();
    if (key !== undefined && keyHolds(key, { role, at })) return [wellFound(check, keyId)];
    const expected = `a key that the trust root lists for ${role}`;
    const reason = { code: 'doctor.key_idle', subject: file, expected, found: keyId } as const;
    return [illBy(check, 'fail', reason)];
  });
}

/** A key behind a command is known by its public half alone; nothing is signed to try it. */
async function keyIdAt(file: string, behindCommand: boolean): Promise<string> {
  return (await (behindCommand ? lazySigner(file) : openEd25519KeyFile(file))).keyId;
}

/** The root key is best kept elsewhere: that it is not here is no fault. */
async function examineRootKey(home: OpenedHome): Promise<readonly Finding[]> {
  const { rootKey } = home.files;
  return existsSync(rootKey)
    ? examineKey(home, 'root', rootKey)
    : [wellFound('root key', 'kept elsewhere')];
}

function examineExpiry({ pins, machine }: OpenedHome): readonly Finding[] {
  const { expiresAt, version } = pins.trustRoot;
  const check = 'trust root';
  const leftMs = instantToMs(expiresAt) - instantToMs(machine.clock.now());
  if (leftMs > monthMs) return [wellFound(check, `version ${version}, until ${expiresAt}`)];
  const expected = 'a month or more before it expires';
  const details = { subject: check, expected, found: expiresAt };
  return leftMs > 0
    ? [illBy(check, 'warn', { code: 'doctor.trust_expires_soon', ...details })]
    : [illBy(check, 'fail', { code: 'trust.root_expired', ...details })];
}

async function examineCopies({ files, store, machine }: OpenedHome): Promise<readonly Finding[]> {
  return lookAt('trust copies', async () => {
    const own = await readOwnTrustRoot(files.trustRoot);
    const judged = await judgeTrustCopies(store, own, machine);
    if (!judged.ok) return judged.refusals.map((refused) => ill('trust copies', 'fail', refused));
    const { version } = own.signed.predicate;
    const { root, standing } = judged.value;
    if (standing === 'same') return [wellFound('trust copies', `both version ${version}`)];
    const accepted = standing === 'behind' ? root.version : version - 1;
    const reason = {
      code: 'doctor.trust_copies_differ',
      subject: 'trust root',
      expected: `version ${accepted}, as the Federation Core has it`,
      found: `version ${version} at the publisher`,
    } as const;
    return [illBy('trust copies', 'fail', reason)];
  });
}

async function examinePolicy({ files, policies }: OpenedHome): Promise<readonly Finding[]> {
  return lookAt('policy', async () => {
    const reading = await readHomePolicy(files.policy);
    if (reading.layer === null) {
      return reading.refusals.map((refused) => ill('policy', 'fail', refused));
    }
    const { version, digest } = reading.layer.reference;
    const accepted = await policies.current();
    if (accepted?.reference.digest === digest) {
      const rules = reading.layer.rules.length;
      return [wellFound('policy', `version ${version}, ${rules} rules, in force`)];
    }
    const reason = {
      code: 'policy.not_accepted',
      subject: files.policy,
      expected: `version ${accepted?.reference.version ?? 'none'}, which is in force`,
      found: `version ${version}, which is not`,
    } as const;
    return [illBy('policy', 'fail', reason)];
  });
}
