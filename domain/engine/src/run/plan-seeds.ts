// SPDX-License-Identifier: Apache-2.0
// Everything of a plan that is drawn and not derived. A dry run draws it once; the prod run that
// follows is given the same, so that the same world yields the same bytes.
import {
  hexDecode,
  instantFromSeconds,
  instantSchema,
  instantToMs,
  object,
  operationIds,
  sha256,
  concatBytes,
  hexEncode,
  sha256Schema,
  utf8Encode,
  ID_BYTES,
  type Clock,
  type Entropy,
  type OperationId,
  type Sha256Digest,
  type TypeOf,
} from '@marketops/core';

const seedBytes = 32;
const secondMs = 1_000;

/** The shape of stored seeds. `operationSeed` is 32 random bytes in hex. */
export const planSeedsSchema = object({ plannedAt: instantSchema, operationSeed: sha256Schema });

/** What a plan draws: its date, in whole seconds, and the seed of its operation ids. */
export type PlanSeeds = TypeOf<typeof planSeedsSchema>;

/** Draws new seeds. */
export function drawPlanSeeds(clock: Clock, entropy: Entropy): PlanSeeds {
  const now = instantToMs(clock.now());
  return {
    plannedAt: instantFromSeconds(Math.floor(now / secondMs)),
    operationSeed: hexEncode(entropy.bytes(seedBytes)) as Sha256Digest,
  };
}

/**
 * The id of the operation that the configuration calls `name`: 128 bits of SHA-256 over the seed and
 * the name, so that it does not depend on what else the plan holds.
 */
export function operationIdFor(seeds: PlanSeeds, name: string): OperationId {
  const seed = hexDecode(seeds.operationSeed);
  if (!seed.ok) throw new RangeError('expected a seed in hexadecimal digits');
  return operationIds.from(sha256(concatBytes([seed.value, utf8Encode(name)])).slice(0, ID_BYTES));
}
