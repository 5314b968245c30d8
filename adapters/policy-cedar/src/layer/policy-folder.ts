// SPDX-License-Identifier: Apache-2.0
// Reads a policy layer from its folder: `manifest.json` and the regular files `*.cedar` beside it.
// Whatever cannot be read makes the layer unreadable, and an unreadable layer denies. Nothing that is
// called rules is passed over: what it forbids would be permitted.
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { missingLayer, readPolicyLayer, type LayerReading } from './policy-layer.ts';

const manifestName = 'manifest.json';
const rulesEnding = '.cedar';

/** The folder of the commented policy that a small team can start from. */
export const STARTER_POLICY_FOLDER: string = fileURLToPath(
  new URL('../../starter/', import.meta.url),
);

/** Reads a layer; a folder that is missing or unreadable is a layer that denies. */
export async function readPolicyFolder(name: string, folder: string): Promise<LayerReading> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const passedOver = entries.find(
      (entry) => isCalledRules(entry.name) && !(entry.isFile() && entry.name.endsWith(rulesEnding)),
    );
    if (passedOver !== undefined) {
      const expected = `${folder} with its rules in regular files *${rulesEnding}`;
      return missingLayer(name, expected, `${passedOver.name}, which is none`);
    }
    const names = entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
    const rules = names.filter((fileName) => fileName.endsWith(rulesEnding)).toSorted();
    const files = await Promise.all(
      rules.map(async (path) => ({ path, bytes: await bytesOf(join(folder, path)) })),
    );
    const manifest = names.includes(manifestName)
      ? await bytesOf(join(folder, manifestName))
      : null;
    return readPolicyLayer({ name, manifest, files });
  } catch (fault) {
    const code = fault instanceof Error && 'code' in fault ? String(fault.code) : 'a fault';
    return missingLayer(name, `a readable folder ${folder}`, code);
  }
}

function isCalledRules(fileName: string): boolean {
  return fileName.toLowerCase().endsWith(rulesEnding);
}

async function bytesOf(path: string): Promise<Uint8Array> {
  return new Uint8Array(await readFile(path));
}
