// SPDX-License-Identifier: Apache-2.0
// Every limit of the traffic with GitHub, with its unit.

/** How long one exchange with GitHub may take and how much of an answer is read. */
export interface TrafficLimits {
  /** From the call to the last byte of the answer. GitHub itself gives up after 10 s. */
  readonly apiDeadlineMs: number;
  /** Added to the time that an upload takes at the slowest rate. */
  readonly uploadGraceMs: number;
  /** The slowest rate at which an upload is waited for. */
  readonly uploadBytesPerSecondMin: number;
  readonly connectDeadlineMs: number;
  readonly answerBytesMax: number;
}

const mebibyte = 1_048_576;

/** The limits that hold unless a test asks for others. */
export const TRAFFIC_LIMITS_DEFAULT: TrafficLimits = {
  apiDeadlineMs: 15_000,
  uploadGraceMs: 60_000,
  uploadBytesPerSecondMin: mebibyte,
  connectDeadlineMs: 10_000,
  answerBytesMax: 16 * mebibyte,
};

/** Items on one page of a list. */
export const pageItemsMax = 100;

/** Pages of one list; GitHub shows at most 10,000 items of any. */
export const pagesMax = 100;

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

/** The deadline of an upload of `size` bytes, in milliseconds. */
export function uploadDeadlineMs(size: number, limits: TrafficLimits): number {
  return Math.ceil((size * 1_000) / limits.uploadBytesPerSecondMin) + limits.uploadGraceMs;
}
