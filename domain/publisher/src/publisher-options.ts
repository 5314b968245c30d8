// SPDX-License-Identifier: Apache-2.0
// Every constant of the publisher's protocol, with its unit. The defaults are the safe ones; shorter
// waits are for emulators and tests and have to be asked for.

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/** The constants of the protocol (docs/reference/protocol.md#constants). */
export interface PublisherOptions {
  /**
   * How long GitHub may still apply a request that nobody waits for any more. No write whose answer
   * was lost is sent again before that time is over.
   */
  readonly quarantineMs: number;
  /** How long GitHub's lists may lag: the time between two looks that must both find nothing. */
  readonly lagMs: number;
  /** How long something that GitHub confirmed may stay invisible before that is an error. */
  readonly visibilityMs: number;
  /**
   * How long a lease lasts. It is extended with every write that is announced and while bytes flow;
   * longer than GitHub takes for any answer but that to an upload.
   */
  readonly leaseMs: number;
  /** How often an operation that somebody else holds is looked at. */
  readonly pollMs: number;
  /** Reads in a row that fail before the operation yields. */
  readonly fruitlessRoundsMax: number;
  /** Times a write is tried again that GitHub refused for a reason that can pass by itself. */
  readonly refusedAttemptsMax: number;
  /** Faults of our own in a row (a store that throws) before the submitter is told. */
  readonly faultsMax: number;
  /** From admission to the last moment at which the effect may begin to be public. */
  readonly effectDeadlineMs: number;
  /** How long is tried to remove what was never public, once an operation has failed. */
  readonly clearingMs: number;
  readonly backoffFirstMs: number;
  readonly backoffMaxMs: number;
  /** The wait after a secondary limit that names none; doubled each time in a row. */
  readonly secondaryWaitMs: number;
  readonly secondaryWaitMaxMs: number;
  /** Waited beyond the reset of a primary limit. */
  readonly resetMarginMs: number;
  /**
   * The longest wait for a limit, whoever names it: GitHub's longest window is an hour, and clocks
   * differ a little. After it GitHub is asked again.
   */
  readonly limitWaitMaxMs: number;
  /** A wait for a limit that is not worth yielding for. */
  readonly shortWaitMaxMs: number;
  /** Such waits in a row before one attempt, after which the operation yields. */
  readonly shortWaitsMax: number;
  readonly uploadsInFlightMax: number;
  readonly contentWritesPerMinuteMax: number;
  readonly contentWritesPerHourMax: number;
  /** Writes within a minute after which the next ones keep a distance. */
  readonly contentWritesBurst: number;
  /** That distance. */
  readonly contentSpacingMs: number;
  /** Pages of one list that are read before it counts as unreadable. */
  readonly listPagesMax: number;
  /** Of links to a tag, which GitHub's answers do not carry. */
  readonly webScheme: 'https' | 'http';
}

/** The constants that hold unless others are asked for. */
export const PUBLISHER_OPTIONS_DEFAULT: PublisherOptions = {
  quarantineMs: 120 * secondMs,
  lagMs: 10 * secondMs,
  visibilityMs: 120 * secondMs,
  leaseMs: 90 * secondMs,
  pollMs: 15 * secondMs,
  fruitlessRoundsMax: 3,
  refusedAttemptsMax: 5,
  faultsMax: 3,
  effectDeadlineMs: 24 * hourMs,
  clearingMs: hourMs,
  backoffFirstMs: 2 * secondMs,
  backoffMaxMs: 5 * minuteMs,
  secondaryWaitMs: minuteMs,
  secondaryWaitMaxMs: 15 * minuteMs,
  resetMarginMs: secondMs,
  limitWaitMaxMs: hourMs + 5 * minuteMs,
  shortWaitMaxMs: 2 * secondMs,
  shortWaitsMax: 10,
  uploadsInFlightMax: 5,
  contentWritesPerMinuteMax: 60,
  contentWritesPerHourMax: 400,
  contentWritesBurst: 50,
  contentSpacingMs: secondMs,
  listPagesMax: 400,
  webScheme: 'https',
};
