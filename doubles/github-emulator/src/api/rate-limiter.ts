// SPDX-License-Identifier: Apache-2.0
// Counts calls per caller as GitHub does: an hourly primary budget shown in headers, and optional
// budgets for calls that create content.

import type { RateLimitSettings } from '../state/settings.ts';
import { ApiRefusal } from './api-refusal.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** The primary budget of a caller at an instant; `resetSeconds` since 1970. */
export interface PrimaryBudget {
  readonly limit: number;
  readonly used: number;
  readonly remaining: number;
  readonly resetSeconds: number;
}

interface Window {
  startedAt: number;
  used: number;
}

/** Counters of all callers. */
export class RateLimiter {
  readonly #primary = new Map<string, Window>();
  readonly #content = new Map<string, number[]>();

  /** The budget of a caller now, without counting a call. */
  budget(caller: string, now: number, settings: RateLimitSettings): PrimaryBudget {
    const limit = caller === 'anonymous' ? settings.anonymousPerHour : settings.corePerHour;
    const window = this.#window(caller, now);
    return {
      limit,
      used: window.used,
      remaining: Math.max(0, limit - window.used),
      resetSeconds: Math.ceil((window.startedAt + HOUR_MS) / 1000),
    };
  }

  /** Counts a call; throws 403 when the primary budget is spent. */
  count(caller: string, now: number, settings: RateLimitSettings): void {
    if (this.budget(caller, now, settings).remaining === 0) {
      throw primaryLimitReached();
    }
    this.#window(caller, now).used += 1;
  }

  /** Counts a call that creates content; throws 403 when a secondary budget is spent. */
  countContent(caller: string, now: number, settings: RateLimitSettings): void {
    const recent = (this.#content.get(caller) ?? []).filter((at) => at > now - HOUR_MS);
    const inMinute = recent.filter((at) => at > now - MINUTE_MS).length;
    const spent =
      inMinute >= (settings.contentPerMinute ?? Infinity) ||
      recent.length >= (settings.contentPerHour ?? Infinity);
    if (spent) {
      throw secondaryLimitReached(settings.retryAfterSeconds);
    }
    recent.push(now);
    this.#content.set(caller, recent);
  }

  #window(caller: string, now: number): Window {
    const known = this.#primary.get(caller);
    if (known !== undefined && now < known.startedAt + HOUR_MS) {
      return known;
    }
    const fresh: Window = { startedAt: now, used: 0 };
    this.#primary.set(caller, fresh);
    return fresh;
  }
}

/** The refusal of a caller without remaining calls. */
export function primaryLimitReached(status = 403): ApiRefusal {
  return new ApiRefusal(
    status,
    'API rate limit exceeded. If you reach out to GitHub Support for help, please include the request ID.',
  );
}

/** The refusal of a caller that creates content too fast; null leaves `retry-after` out. */
export function secondaryLimitReached(retryAfterSeconds: number | null, status = 403): ApiRefusal {
  return new ApiRefusal(
    status,
    'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
    { headers: retryAfterSeconds === null ? {} : { 'retry-after': String(retryAfterSeconds) } },
  );
}
