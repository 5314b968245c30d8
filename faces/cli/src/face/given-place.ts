// SPDX-License-Identifier: Apache-2.0
// The place that a command line named by flags: its home and its project. A next command is copied by
// whoever stands where that command line was typed, and must find the same place.
import type { Command } from 'commander';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '@marketops/core';
import { homePolicyFolder } from '../home/home-files.ts';
import { homeFolder, type Environment } from '../home/settings.ts';
import type { AnswerLine } from './answer-line.ts';
import { calledCommand } from './called-command.ts';
import { shellWord } from './shell-word.ts';

/** Commands that look into no home; `demo` makes one of its own. */
export const HOMELESS_COMMANDS: readonly string[] = [
  'audit verify',
  'demo',
  'github-emulator',
  'json-schema',
  'key create',
  'verify',
];

const homeFlag = '--home';
const projectFlag = '--project';

/** What a command line named by flags, as it was typed. */
interface Flags {
  readonly home: string | undefined;
  readonly project: string | undefined;
}

/** A command line, and what it was typed in. */
interface GivenLine {
  readonly program: Command;
  readonly words: readonly string[];
  readonly environment: Environment;
}

/** Where no other policy was meant, the home's: a word of the catalogue that is left to be filled in. */
const policyWord = /(?<= )POLICY(?=[ /]|$)/g;

/** Adds to next commands what the command line before them named by a flag and they would ask for. */
export class GivenPlace {
  readonly #program: Command;
  readonly #flags: Flags;
  readonly #policy: string;

  /** Of a command line that the program has read. */
  constructor({ program, words, environment }: GivenLine) {
    const { command } = calledCommand(program, words);
    this.#program = program;
    this.#flags = { home: typed(program, homeFlag), project: typed(command, projectFlag) };
    this.#policy = shellWord(homePolicyFolder(homeFolder(environment, this.#flags.home)));
  }

  /** A next command that can be run as it stands where the command line was typed. */
  command(next: string): string {
    return next
      .replaceAll(policyWord, this.#policy)
      .split(' && ')
      .map((part) => this.#completed(part))
      .join(' && ');
  }

  /** The text of a line. */
  line(line: AnswerLine): string {
    return typeof line === 'string' ? line : `${line.before}${this.command(line.command)}`;
  }

  /** An answer for programs whose members `next` can be run too; a policy's own words stay as they are. */
  answer(json: JsonObject): JsonObject {
    const isRule = 'ruleId' in json;
    return Object.fromEntries(
      Object.entries(json).map(([name, value]) => [
        name,
        name === 'next' && typeof value === 'string' && !isRule
          ? this.command(value)
          : this.#value(value),
      ]),
    );
  }

  #value(value: JsonValue): JsonValue {
    if (isJsonArray(value)) return value.map((item) => this.#value(item));
    return isJsonObject(value) ? this.answer(value) : value;
  }

  #completed(part: string): string {
    const [name, ...words] = part.split(' ');
    if (name !== 'marketops') return part;
    const { command, path } = calledCommand(this.#program, words);
    const { home, project } = this.#flags;
    const asks = (flag: string): boolean => !words.includes(flag) && !words.includes('--help');
    const needsHome = path.length > 0 && !HOMELESS_COMMANDS.includes(path.join(' '));
    const takesProject = command.options.some(({ long }) => long === projectFlag);
    return [
      name,
      ...(home !== undefined && needsHome && asks(homeFlag) ? [homeFlag, shellWord(home)] : []),
      ...words,
      ...(project !== undefined && takesProject && asks(projectFlag)
        ? [projectFlag, shellWord(project)]
        : []),
    ].join(' ');
  }
}

/** The value of an option that stands on the command line; undefined where it is the usual one. */
function typed(command: Command, flag: string): string | undefined {
  const option = command.options.find(({ long }) => long === flag);
  if (option === undefined) return undefined;
  const name = option.attributeName();
  const value: unknown = command.getOptionValue(name);
  return command.getOptionValueSource(name) === 'cli' && typeof value === 'string'
    ? value
    : undefined;
}
