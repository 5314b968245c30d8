// SPDX-License-Identifier: Apache-2.0
// Points in time as text: strict RFC 3339 in UTC. The calendar is reckoned here, so that reading a
// date depends on no clock, zone or locale.
import { describeText } from '../schema/describe-value.ts';
import { accepted, refused, type Parsed } from '../schema/parsed.ts';
import { dateOfDay, dayOfDate, daysInMonth } from './calendar.ts';

declare const instantBrand: unique symbol;

/**
 * A point in time as `YYYY-MM-DDTHH:MM:SSZ` or `YYYY-MM-DDTHH:MM:SS.mmmZ`, from 1970 to 9999.
 *
 * Two spellings of one second exist, so compare instants by `instantToMs`.
 */
export type Instant = string & { readonly [instantBrand]: true };

const pattern = /^([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(\.[0-9]{3})?Z$/;

const expected = 'an instant in UTC, YYYY-MM-DDTHH:MM:SSZ or YYYY-MM-DDTHH:MM:SS.mmmZ';

const yearMin = 1970;
const dayMs = 86_400_000;

/** The last instant that the format can spell, in milliseconds since 1970. */
const instantMsMax = 253_402_300_799_999;

/**
 * Accepts an instant: a real date from 1970 to 9999, a capital T and Z, no leap second, and either
 * no fraction or exactly milliseconds.
 */
export function parseInstant(text: string): Parsed<Instant> {
  if (!pattern.test(text)) return refused('', expected, describeText(text));
  const year = Number(text.slice(0, 4));
  const month = Number(text.slice(5, 7));
  const day = Number(text.slice(8, 10));
  const real =
    year >= yearMin &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= daysInMonth(year, month) &&
    Number(text.slice(11, 13)) <= 23 &&
    Number(text.slice(14, 16)) <= 59 &&
    Number(text.slice(17, 19)) <= 59;
  return real
    ? accepted(text as Instant)
    : refused('', 'a date and time that exist, from 1970 to 9999', describeText(text));
}

/** Milliseconds from 1970-01-01T00:00:00Z to `instant`. */
export function instantToMs(instant: Instant): number {
  const days = dayOfDate({
    year: Number(instant.slice(0, 4)),
    month: Number(instant.slice(5, 7)),
    day: Number(instant.slice(8, 10)),
  });
  const minutes = Number(instant.slice(11, 13)) * 60 + Number(instant.slice(14, 16));
  const seconds = minutes * 60 + Number(instant.slice(17, 19));
  const milliseconds = instant.length > 20 ? Number(instant.slice(20, 23)) : 0;
  return days * dayMs + seconds * 1000 + milliseconds;
}

/**
 * The instant `ms` milliseconds after 1970, rounded down, always with its milliseconds.
 *
 * @throws RangeError outside the years 1970 to 9999.
 */
export function instantFromMs(ms: number): Instant {
  const whole = Math.floor(ms);
  const milliseconds = String(whole % 1000).padStart(3, '0');
  return `${secondText(whole)}.${milliseconds}Z` as Instant;
}

/**
 * The instant `seconds` seconds after 1970, rounded down, without a fraction: as git keeps time.
 *
 * @throws RangeError outside the years 1970 to 9999.
 */
export function instantFromSeconds(seconds: number): Instant {
  return `${secondText(Math.floor(seconds) * 1000)}Z` as Instant;
}

function secondText(ms: number): string {
  if (!(ms >= 0 && ms <= instantMsMax)) {
    throw new RangeError(`expected a time from 1970 to 9999 in milliseconds, found ${ms}`);
  }
  const { year, month, day } = dateOfDay(Math.floor(ms / dayMs));
  const seconds = Math.floor((ms % dayMs) / 1000);
  const date = `${year}-${twoDigits(month)}-${twoDigits(day)}`;
  const hour = twoDigits(Math.floor(seconds / 3600));
  const minute = twoDigits(Math.floor(seconds / 60) % 60);
  return `${date}T${hour}:${minute}:${twoDigits(seconds % 60)}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
