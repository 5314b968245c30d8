// SPDX-License-Identifier: Apache-2.0
// The signs by which GitHub's answers are told apart. Messages are only ever read to name a refusal
// or to wait; whether a write took place is never decided by a message.
import type { GitHubFailure } from './reply.ts';

/** A sign that an answer carries or not. */
export type AnswerSign = (failure: GitHubFailure) => boolean;

/** The status is one of these. */
export function status(...statuses: readonly number[]): AnswerSign {
  return (failure) => failure.status !== null && statuses.includes(failure.status);
}

/** The status lies between these, both included. */
export function statusFrom(lowest: number, highest: number): AnswerSign {
  return (failure) =>
    failure.status !== null && failure.status >= lowest && failure.status <= highest;
}

/** The message, or that of one of the errors, matches. */
export function says(pattern: RegExp): AnswerSign {
  return ({ message, errors }) =>
    [message, ...errors.map((error) => error.message)].some(
      (text) => text !== null && pattern.test(text),
    );
}

/** One of the errors has this code and, where given, is about this field. */
export function errorCode(code: string, field?: string): AnswerSign {
  return ({ errors }) =>
    errors.some((error) => error.code === code && (field === undefined || error.field === field));
}

/** All of these. */
export function all(...signs: readonly AnswerSign[]): AnswerSign {
  return (failure) => signs.every((sign) => sign(failure));
}

/** Any of these. */
export function any(...signs: readonly AnswerSign[]): AnswerSign {
  return (failure) => signs.some((sign) => sign(failure));
}

/** It cannot have left whole. */
export const neverSent: AnswerSign = ({ sent }) => sent === 'no';

/** No status line arrived. */
export const noAnswer: AnswerSign = (failure) => failure.status === null;

/** The body is not the JSON that GitHub's own refusals always have. */
export const notFromGitHubItself: AnswerSign = ({ body }) => body !== 'json';

/** The hourly budget is spent. */
export const budgetSpent: AnswerSign = ({ rateLimit }) => rateLimit.remaining === 0;

/** It names a time to wait. */
export const namesWait: AnswerSign = ({ rateLimit }) => rateLimit.retryAfterSeconds !== null;
