// SPDX-License-Identifier: Apache-2.0
// The Gregorian calendar from 1970 on, as numbers: a date and the days since 1970-01-01.

/** A day of the Gregorian calendar; `month` and `day` count from 1. */
export interface CalendarDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const epochYear = 1970;
const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** Days in 400 years, after which the calendar repeats. */
const cycleDays = 146_097;
const cycleYears = 400;

/** Days in the month `month` (1 to 12) of `year`. */
export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (monthLengths[month - 1] ?? 0);
}

/** Days from 1970-01-01 to `date`. */
export function dayOfDate(date: CalendarDate): number {
  let days = daysBeforeYear(date.year) - daysBeforeYear(epochYear) + date.day - 1;
  for (let month = 1; month < date.month; month += 1) {
    days += daysInMonth(date.year, month);
  }
  return days;
}

/** The date `day` days after 1970-01-01; `day` is not negative. */
export function dateOfDay(day: number): CalendarDate {
  // The quotient can be a year ahead or behind near the turn of a year; the loops settle it.
  let year = epochYear + Math.floor((day * cycleYears) / cycleDays);
  while (dayOfDate({ year, month: 1, day: 1 }) > day) year -= 1;
  while (dayOfDate({ year: year + 1, month: 1, day: 1 }) <= day) year += 1;

  let rest = day - dayOfDate({ year, month: 1, day: 1 });
  let month = 1;
  while (rest >= daysInMonth(year, month)) {
    rest -= daysInMonth(year, month);
    month += 1;
  }
  return { year, month, day: rest + 1 };
}

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** Days in all years from year 1 to the one before `year`. */
function daysBeforeYear(year: number): number {
  const past = year - 1;
  return past * 365 + Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400);
}
