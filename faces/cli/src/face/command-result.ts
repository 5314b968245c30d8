// SPDX-License-Identifier: Apache-2.0
// What a command answers: one JSON object for programs and lines for people, from the same facts.
import {
  EXIT_CODES,
  reasonEntry,
  type ExitCode,
  type JsonObject,
  type Refusal,
} from '@marketops/core';
import type { AnswerLine } from './answer-line.ts';

/** The answer of a command. */
export interface CommandResult {
  readonly exit: ExitCode;
  /** What `--json` prints. */
  readonly json: JsonObject;
  /** What people read on standard output; empty lines keep groups apart. */
  readonly lines: readonly AnswerLine[];
  /** The next command to run; the last line on refusal. */
  readonly next: string | null;
  /** True where the command has printed its answer itself, before it ended. */
  readonly printed?: boolean;
}

/** A command that did what it was asked. */
export function done(
  json: JsonObject,
  lines: readonly AnswerLine[],
  next: string | null = null,
): CommandResult {
  return { exit: EXIT_CODES.done, json, lines, next };
}

/** Whether something that work with a home answered is what a command answers. */
export function isCommandResult(answer: unknown): answer is CommandResult {
  if (typeof answer !== 'object' || answer === null) return false;
  return ['exit', 'json', 'lines', 'next'].every((member) => member in answer);
}

/** What the words in capitals of a next command stand for: `{ RUN: 'run_…' }`. */
export type NextNames = Readonly<Record<string, string>>;

/** What is known beside the refusals. */
export interface RefusedMore {
  /** A better next command than the catalogue's, with its words filled in. */
  readonly next?: string;
  readonly names?: NextNames;
}

/** Ends a command because of refusals; the outermost handler prints them. */
export class CommandRefused extends Error {
  override readonly name = 'CommandRefused';
  readonly refusals: readonly [Refusal, ...Refusal[]];
  readonly next: string | null;
  readonly names: NextNames;

  constructor(refusals: readonly [Refusal, ...Refusal[]], { next, names = {} }: RefusedMore = {}) {
    super(refusals.map(({ code }) => code).join(', '));
    this.refusals = refusals;
    this.next = next ?? null;
    this.names = names;
  }

  /** The exit code of the first refusal. */
  get exit(): ExitCode {
    return reasonEntry(this.refusals[0].code).exit;
  }
}

/** Throws for refusals, first first. */
export function refuse(...refusals: readonly [Refusal, ...Refusal[]]): never {
  throw new CommandRefused(refusals);
}

/** Does something; where it is refused, the next command names what the work was about. */
export async function about<T>(names: NextNames, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CommandRefused)) throw error;
    const { refusals, next } = error;
    const merged = { ...names, ...error.names };
    throw new CommandRefused(refusals, next === null ? { names: merged } : { next, names: merged });
  }
}
