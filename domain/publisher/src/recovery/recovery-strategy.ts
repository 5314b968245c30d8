// SPDX-License-Identifier: Apache-2.0
// Decides what is done about an answer that did not bring what was asked for, by one table, and how
// long is waited before asking again.
import {
  answerInWords,
  answerKind,
  refusal,
  type Entropy,
  type GitHubFailure,
  type Instant,
  type ReasonCode,
  type Refusal,
} from '@marketops/core';
import type { PublisherOptions } from '../publisher-options.ts';
import { backoffMs } from './backoff.ts';
import type { RecoveryAction, RequestNature } from './recovery-action.ts';
import { RECOVERY_TABLE } from './recovery-table.ts';

/** What RecoveryStrategy waits by. */
export type RecoveryOptions = Pick<
  PublisherOptions,
  'resetMarginMs' | 'limitWaitMaxMs' | 'backoffFirstMs' | 'backoffMaxMs'
>;

/** Says what is done about GitHub's answers, each by its kind. */
export class RecoveryStrategy {
  readonly #options: RecoveryOptions;
  readonly #entropy: Entropy;

  constructor(options: RecoveryOptions, entropy: Entropy) {
    this.#options = options;
    this.#entropy = entropy;
  }

  /** What is done about `failure`, which answered a request of `nature` at `now`. */
  decide(failure: GitHubFailure, nature: RequestNature, now: Instant): RecoveryAction {
    return RECOVERY_TABLE[answerKind(failure)][nature]({ failure, now, options: this.#options });
  }

  /** A random wait in milliseconds after `round` fruitless rounds, from 1. */
  backoffMs(round: number): number {
    return backoffMs(round, this.#options, this.#entropy);
  }
}

/** A refusal that says what GitHub answered, without anything secret. */
export function refusalOfFailure(
  code: ReasonCode,
  failure: GitHubFailure,
  details: { readonly subject: string; readonly expected: string },
): Refusal {
  return refusal(code, { ...details, found: answerInWords(failure) });
}
