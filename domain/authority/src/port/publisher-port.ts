// SPDX-License-Identifier: Apache-2.0
// The publisher, as the Federation Core sees it: it is handed a submission and answers with an
// outcome. Nothing else passes between the two.
import type { PublicationOutcome, PublicationSubmission } from '@marketops/core';

/** Takes submissions. */
export interface PublisherPort {
  /** Resolves once the submission is rejected or settled. Throws only on a fault of its own. */
  submit(submission: PublicationSubmission): Promise<PublicationOutcome>;
}
