// SPDX-License-Identifier: Apache-2.0
// What the publisher pins for itself, in a file of its own: no receipt and no authority can lower it.
import { readFile, writeFile } from 'node:fs/promises';
import {
  array,
  audienceSchema,
  canonicalJson,
  integer,
  literal,
  object,
  parseStrictJson,
  refusal,
  repositorySchema,
  type TypeOf,
} from '@marketops/core';
import { refuse } from '../face/command-result.ts';
import { refuseMissingHomeFile } from './missing-home-file.ts';

const peopleMin = integer(1, 16);

/** The publisher's own pins; `approvalsMin` is the least number of different people. */
export const pinsSchema = object({
  schema: literal('urn:marketops:publisher-pins:v1'),
  audience: audienceSchema,
  repositories: array(repositorySchema, 1, 100),
  approvalsMin: object({ publish_release: peopleMin, tag_repo: peopleMin, open_pr: peopleMin }),
});

/** The publisher's own pins. */
export type Pins = TypeOf<typeof pinsSchema>;

const pinsLimits = { bytesMax: 1_048_576, depthMax: 8, numbers: 'integer' } as const;

/** Reads the pins; throws CommandRefused where they are absent or not as they should be. */
export async function readPins(path: string): Promise<Pins> {
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await readFile(path));
  } catch (error) {
    return refuseMissingHomeFile(path, "the publisher's pins", error);
  }
  const json = parseStrictJson(bytes, pinsLimits);
  const pins = json.ok ? pinsSchema.parse(json.value, '') : json;
  if (pins.ok) return pins.value;
  const { path: pointer, expected, found } = pins.problem;
  return refuse(refusal('home.invalid', { subject: `${path}${pointer}`, expected, found }));
}

/** Writes the pins. */
export async function writePins(path: string, pins: Pins): Promise<void> {
  await writeFile(path, `${canonicalJson(pins)}\n`);
}
