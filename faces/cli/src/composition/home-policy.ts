// SPDX-License-Identifier: Apache-2.0
// The policy of a home: one Cedar layer in its folder, begun from the starter policy.
import { copyFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CedarPolicy,
  readPolicyFolder,
  STARTER_POLICY_FOLDER,
  type LayerReading,
} from '@marketops/policy-cedar';

const layerName = 'home';

/** Reads the one layer of a home, or of a folder like it. */
export async function readHomePolicy(folder: string): Promise<LayerReading> {
  return readPolicyFolder(layerName, folder);
}

/** Opens the policy; a folder that cannot be read gives a policy that denies everything. */
export async function openHomePolicy(folder: string): Promise<CedarPolicy> {
  return new CedarPolicy([await readHomePolicy(folder)]);
}

/** Copies the starter policy into an empty folder. */
export async function writeStarterPolicy(folder: string): Promise<void> {
  for (const name of await readdir(STARTER_POLICY_FOLDER)) {
    await copyFile(join(STARTER_POLICY_FOLDER, name), join(folder, name));
  }
}
