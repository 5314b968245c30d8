// SPDX-License-Identifier: Apache-2.0
// One thing that is measured.
import type { JsonObject } from '@marketops/core';

/** A measurement by its name. `deep` ones run only when they are asked for. */
export interface BenchCase {
  readonly name: string;
  readonly deep: boolean;
  readonly measure: () => Promise<JsonObject>;
}
