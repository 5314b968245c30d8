// SPDX-License-Identifier: Apache-2.0
// Runs one command line in this process, with its two streams caught.
import { Writable } from 'node:stream';
import { isJsonObject, type JsonObject, type JsonValue } from '@marketops/core';
import { runCommandLine } from '../../src/command-line.ts';

/** The environment of a command. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What a command printed and how it ended. */
export interface CommandRun {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command; `environment` is all that it sees of one, and `hears` what it tells as it goes. */
export async function runCommand(
  args: readonly string[],
  environment: Environment = {},
  hears: (progress: string) => void = () => undefined,
): Promise<CommandRun> {
  const stdout = new CaughtStream();
  const stderr = new CaughtStream(hears);
  const exit = await runCommandLine(args, { stdout, stderr, environment });
  return { exit, stdout: stdout.text, stderr: stderr.text };
}

/** The one JSON object that a command printed; throws where it printed anything else. */
export function jsonOf({ stdout }: Pick<CommandRun, 'stdout'>): JsonObject {
  const lines = stdout.split('\n');
  if (lines.length !== 2 || lines[1] !== '') throw new Error(`not one line: ${stdout}`);
  const value: JsonValue = JSON.parse(lines[0] ?? '');
  if (!isJsonObject(value)) throw new Error(`not an object: ${stdout}`);
  return value;
}

/** A member of what a command printed, by a path of names and indexes. */
export function memberOf(value: JsonValue, ...path: readonly (string | number)[]): JsonValue {
  let at: JsonValue | undefined = value;
  for (const step of path) {
    if (Array.isArray(at) && typeof step === 'number') at = at.at(step);
    else at = isJsonObject(at) && typeof step === 'string' ? at[step] : undefined;
  }
  if (at === undefined) throw new Error(`${path.join('/')} is not in ${JSON.stringify(value)}`);
  return at;
}

/** A text of what a command printed. */
export function textAt(value: JsonValue, ...path: readonly (string | number)[]): string {
  const found = memberOf(value, ...path);
  if (typeof found === 'string') return found;
  throw new Error(`${path.join('/')} is no text in ${JSON.stringify(value)}`);
}

/** The reason codes of a refusal printed as JSON, in order. */
export function codesOf(run: Pick<CommandRun, 'stdout'>): readonly string[] {
  const refusals = memberOf(jsonOf(run), 'refusals');
  return Array.isArray(refusals) ? refusals.map((_, index) => textAt(refusals, index, 'code')) : [];
}

class CaughtStream extends Writable {
  readonly #chunks: Buffer[] = [];
  readonly #hears: (text: string) => void;

  constructor(hears: (text: string) => void = () => undefined) {
    super();
    this.#hears = hears;
  }

  get text(): string {
    return Buffer.concat(this.#chunks).toString('utf8');
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#chunks.push(chunk);
    this.#hears(chunk.toString('utf8'));
    done();
  }
}
