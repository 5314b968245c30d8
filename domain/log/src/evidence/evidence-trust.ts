// SPDX-License-Identifier: Apache-2.0
// What a verifier brings: nothing in a pack is believed but by keys, names and floors that come from
// here. A pack that carried its own trust would prove nothing.
import {
  OPERATION_KINDS,
  accepted,
  array,
  audienceSchema,
  describeText,
  integer,
  literal,
  object,
  parseStrictJson,
  parsedText,
  refused,
  repositorySchema,
  trustRootSchema,
  type Parsed,
  type TypeOf,
} from '@marketops/core';
import { parseKeyName } from '../note/note-key.ts';

const trustBytesMax = 4_194_304;
const trustDepthMax = 16;
const trustRepositoriesMax = 1_000;
const approvalsFloorMax = 32;

const originMember = parsedText(
  (origin) => {
    const name = parseKeyName(origin);
    return name.ok ? accepted(origin) : refused('', 'the origin of a log', describeText(origin));
  },
  { minLength: 1 },
);

const floor = integer(0, approvalsFloorMax);
const [release, tag, pullRequest] = OPERATION_KINDS;

/**
 * The shape of a verifier's trust.
 *
 * The trust root says which keys mint, approve, sign the log (role `log`, named as `log.origin` in
 * the log's signature) and witness; `publisher` repeats what the publisher pins for itself: the name
 * that receipts are addressed to, the repositories it may touch, the least number of people.
 */
export const evidenceTrustSchema = object({
  schema: literal('urn:marketops:evidence-trust:v1'),
  trustRoot: trustRootSchema,
  log: object({ origin: originMember }),
  publisher: object({
    audience: audienceSchema,
    repositories: array(repositorySchema, 1, trustRepositoriesMax),
    approvalsMin: object({ [release]: floor, [tag]: floor, [pullRequest]: floor }),
  }),
});

/** What a verifier brings. */
export type EvidenceTrust = TypeOf<typeof evidenceTrustSchema>;

/** Accepts the bytes of a trust file; where they came from is the verifier's to know. */
export function parseEvidenceTrust(bytes: Uint8Array): Parsed<EvidenceTrust> {
  const json = parseStrictJson(bytes, {
    bytesMax: trustBytesMax,
    depthMax: trustDepthMax,
    numbers: 'integer',
  });
  return json.ok ? evidenceTrustSchema.parse(json.value, '') : json;
}
