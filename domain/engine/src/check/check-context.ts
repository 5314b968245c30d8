// SPDX-License-Identifier: Apache-2.0
// What every check looks at: what was chosen, and what GitHub holds of it.
import type { RepositoryFacts } from '../observe/repository-facts.ts';
import type { Selection } from '../stage/select.ts';
import type { CheckOutcome } from './objection.ts';

/** What every check looks at. */
export interface CheckContext {
  readonly selection: Selection;
  readonly facts: RepositoryFacts;
}

/** One check; it looks at everything it is about and reports everything it finds. */
export type ArtifactCheckFunction = (context: CheckContext) => CheckOutcome;
