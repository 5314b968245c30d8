// SPDX-License-Identifier: Apache-2.0
// What a publisher process is told to do, as a file: the one way in which the scenario and the
// process it kills know of each other, beside a few messages.
import { readFile, writeFile } from 'node:fs/promises';
import {
  integer,
  nullable,
  object,
  literal,
  oneOf,
  parseStrictJson,
  taggedUnion,
  text,
  type TypeOf,
} from '@marketops/core';
import { must } from '@marketops/testkit/must';

const anyText = text({ lengthMin: 1, lengthMax: 10_000 });

/** How the process proves itself to GitHub. */
export type OrderedCredential =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'app'; readonly appId: string; readonly privateKey: string };

const credentialSchema = taggedUnion<OrderedCredential>('kind', {
  token: object({ kind: literal('token'), token: anyText }),
  app: object({ kind: literal('app'), appId: anyText, privateKey: anyText }),
});

const dayMs = 86_400_000;

const orderSchema = object({
  /** The folder of the home. */
  home: anyText,
  apiUrl: anyText,
  uploadUrl: anyText,
  credential: credentialSchema,
  /** The name of the replica. */
  holder: anyText,
  seed: anyText,
  /** `short`: the waits of the matrix; `default`: those that hold in earnest. */
  waits: oneOf(['short', 'default']),
  /** How far the machine's clock is off when the process starts. */
  clockShiftMs: integer(-dayMs, dayMs),
  /**
   * `carry`: hand in what was not admitted and take up the rest. `in_turn`: hand in one submission
   * after the other, and say after each that it ended. `reconcile`: what is unknown. `storm`: hand the
   * first submission in, again and again at once. `idle`: nothing.
   */
  errand: oneOf(['carry', 'in_turn', 'reconcile', 'storm', 'idle']),
  /** How often a storm hands it in. */
  times: integer(1, 10_000),
  /** Where the process kills itself. */
  death: nullable(
    object({
      when: oneOf(['before_send', 'after_answer']),
      sender: anyText,
      nth: integer(1, 1_000),
    }),
  ),
  /** The fault that a test plants into the publisher; null in earnest. */
  flaw: nullable(anyText),
});

/** What a publisher process is told to do. */
export type PublisherOrder = TypeOf<typeof orderSchema>;

const orderLimits = { bytesMax: 1_048_576, depthMax: 8, numbers: 'integer' } as const;

/** Writes an order into a file. */
export async function writeOrder(path: string, order: PublisherOrder): Promise<void> {
  await writeFile(path, JSON.stringify(order));
}

/** Reads an order; throws where the file holds none. */
export async function readOrder(path: string): Promise<PublisherOrder> {
  const bytes = new Uint8Array(await readFile(path));
  return must(orderSchema.parse(must(parseStrictJson(bytes, orderLimits)), ''));
}
