// SPDX-License-Identifier: Apache-2.0
// The publisher's waits as the matrix runs them: in the same proportions as the real ones, and short
// enough for a thousand cells. The emulator applies late calls well within the quarantine.
import type { TrafficLimits } from '@marketops/github';
import type { PublisherOptions } from '@marketops/publisher';

/** The waits of the protocol. */
export const SHORT_WAITS: Partial<PublisherOptions> = {
  quarantineMs: 900,
  lagMs: 200,
  visibilityMs: 3_000,
  leaseMs: 1_500,
  pollMs: 100,
  faultsMax: 3,
  effectDeadlineMs: 600_000,
  clearingMs: 20_000,
  backoffFirstMs: 40,
  backoffMaxMs: 400,
  secondaryWaitMs: 300,
  secondaryWaitMaxMs: 1_200,
  resetMarginMs: 100,
  shortWaitMaxMs: 100,
  webScheme: 'http',
};

/** How long one exchange may take. */
export const SHORT_DEADLINES: Partial<TrafficLimits> = {
  apiDeadlineMs: 700,
  uploadStallMs: 800,
  connectDeadlineMs: 1_000,
};
