// SPDX-License-Identifier: Apache-2.0
// Who wrote a commit or a tag, as git spells it: `NAME <EMAIL> SECONDS +0000`. Only names and
// addresses that every implementation of git writes down unchanged are accepted.
import { describeText } from '../schema/describe-value.ts';
import { accepted, refused, type Parsed } from '../schema/parsed.ts';
import { instantToMs, type Instant } from '../time/instant.ts';

/** An author, committer or tagger. The date counts in whole seconds; the rest is cut off. */
export interface GitPerson {
  readonly name: string;
  readonly email: string;
  readonly date: Instant;
}

/** What ends a person's name, email or line early, or is invisible in it. */
const breaking = /[<>\p{Cc}]/u;

/** What git strips from both ends of a name or an address before it writes them. */
const strippedAtEnds = /^[ .,:;"\\']|[ .,:;"\\']$/;

/**
 * Accepts a person's name: not empty, without `<`, `>` and control characters, and without the
 * punctuation and spaces at either end that git would strip and so change the object's id.
 */
export function parsePersonName(text: string): Parsed<string> {
  return checkPersonText(text, 'name');
}

/** Accepts a person's email address as git writes it, by the rules of `parsePersonName`. */
export function parsePersonEmail(text: string): Parsed<string> {
  return checkPersonText(text, 'email');
}

/**
 * The line that names a person inside a git object.
 *
 * @throws RangeError for a name or an address that the parsers refuse.
 */
export function encodePerson(person: GitPerson): string {
  for (const parsed of [parsePersonName(person.name), parsePersonEmail(person.email)]) {
    if (!parsed.ok) {
      throw new RangeError(`expected ${parsed.problem.expected}, found ${parsed.problem.found}`);
    }
  }
  const seconds = Math.floor(instantToMs(person.date) / 1000);
  return `${person.name} <${person.email}> ${seconds} +0000`;
}

function checkPersonText(text: string, what: string): Parsed<string> {
  if (text === '' || !text.isWellFormed()) {
    return refused('', `a git ${what} that is not empty`, describeText(text));
  }
  if (breaking.test(text)) {
    return refused('', `a git ${what} without "<", ">" and control characters`, describeText(text));
  }
  if (strippedAtEnds.test(text)) {
    return refused(
      '',
      `a git ${what} that begins and ends in none of space . , : ; " \\ '`,
      describeText(text),
    );
  }
  return accepted(text);
}
