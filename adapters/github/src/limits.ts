// SPDX-License-Identifier: Apache-2.0
// Every limit of the traffic with GitHub, with its unit.

/** How long one exchange with GitHub may take and how much of an answer is read. */
export interface TrafficLimits {
  /** From a short call to the last byte of the answer. GitHub itself gives up after 10 s. */
  readonly apiDeadlineMs: number;
  /** How long an upload may stand still: between two pieces, and from the last to the end of its answer. */
  readonly uploadStallMs: number;
  /** The slowest rate at which a body as a whole is waited for: half a megabit. */
  readonly uploadBytesPerSecondMin: number;
  readonly connectDeadlineMs: number;
  readonly answerBytesMax: number;
}

const mebibyte = 1_048_576;

/** The limits that hold unless a test asks for others. */
export const TRAFFIC_LIMITS_DEFAULT: TrafficLimits = {
  apiDeadlineMs: 15_000,
  uploadStallMs: 60_000,
  uploadBytesPerSecondMin: 65_536,
  connectDeadlineMs: 10_000,
  answerBytesMax: 16 * mebibyte,
};

/** Items on one page of a list. */
export const pageItemsMax = 100;

/** Releases on one page: each comes with all its files, of which it may have a thousand. */
export const releasePageItemsMax = 30;

/** Items that GitHub shows of any list. */
const listItemsMax = 10_000;

/** Pages of a list that has so many items on each. */
export function pagesMax(pageItems: number): number {
  return Math.ceil(listItemsMax / pageItems);
}

/** Arrays and objects inside one another in an answer. */
export const answerDepthMax = 64;

/** Array items and object members in an answer: a tree of 100,000 entries fits. */
export const answerMembersMax = 2_000_000;

/** Characters kept of a message that GitHub sent. */
export const messageCharactersMax = 1_000;

/** Characters of GitHub's own id of a request; it gives some 40. */
export const requestIdCharactersMax = 200;

/** Characters of a link that GitHub gives to people. */
export const linkCharactersMax = 2_000;

/** Entries kept of GitHub's `errors`. */
export const errorDetailsMax = 20;

/** Rulesets of one repository that are read one by one. */
export const rulesetsMax = 150;

/** The time for a call whose body has `size` bytes, in milliseconds: it has to be sent first. */
export function callDeadlineMs(size: number, limits: TrafficLimits): number {
  return limits.apiDeadlineMs + Math.floor(size / limits.uploadBytesPerSecondMin) * 1_000;
}

/** The time for the whole of an upload of `size` bytes, in milliseconds. */
export function uploadDeadlineMs(size: number, limits: TrafficLimits): number {
  return Math.ceil((size * 1_000) / limits.uploadBytesPerSecondMin) + limits.uploadStallMs;
}
