// SPDX-License-Identifier: Apache-2.0
// What is handed to the publisher, as foreign input: it parses and verifies every part itself.
import type { JsonValue } from '../json/json-value.ts';
import type { RunId } from '../identity/ids.ts';

/** One operation handed to the publisher, with everything its checks look at. */
export interface PublicationSubmission {
  /** As it was given, whatever its type. */
  readonly mode: unknown;
  readonly runId: RunId;
  readonly operation: JsonValue;
  /** The receipt's envelope bytes, or null where none was given. */
  readonly receipt: Uint8Array | null;
  /** The exact bytes of the plan that was approved, or null. */
  readonly plan: Uint8Array | null;
  /** The envelope bytes of each approval. */
  readonly approvals: readonly Uint8Array[];
}
