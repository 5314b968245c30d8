// SPDX-License-Identifier: Apache-2.0
// Where a command writes: data to standard output, progress to standard error. Colour follows the
// usual variables and is never the only carrier of a meaning.
import { styleText } from 'node:util';
import { visibleText } from '@marketops/core';

type Style = Parameters<typeof styleText>[0];

/** Two streams and whether they are looked at by a person. */
export interface Terminal {
  /** Writes one line of data. */
  data(line: string): void;
  /** Writes one line that nobody may ask to leave out, to standard error. */
  notice(line: string): void;
  /** Writes one line of progress; silent with `--quiet`. */
  progress(line: string): void;
  /** Shows a line that the next one takes the place of; only where somebody looks. */
  transient(line: string): void;
  /** Writes one line that must be read, `--quiet` or not. */
  error(line: string): void;
  /** The text in a style where standard output shows colour. */
  style(style: Style, text: string): string;
}

/** What a terminal is made of. */
export interface TerminalStreams {
  readonly stdout: NodeJS.WritableStream & { readonly isTTY?: boolean };
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Opens the terminal of a process. */
export function openTerminal(streams: TerminalStreams, quiet: boolean): Terminal {
  const { stdout, stderr } = streams;
  const colour = showsColour(streams);
  const shows = !quiet && stderr.isTTY === true && streams.environment['TERM'] !== 'dumb';
  let transientShown = false;
  const clear = (): string => {
    const before = transientShown ? clearLine : '';
    transientShown = false;
    return before;
  };
  return {
    data: (line) => {
      if (transientShown) stderr.write(clear());
      stdout.write(`${line}\n`);
    },
    notice: (line) => void stderr.write(`${clear()}${line}\n`),
    progress: (line) => {
      if (!quiet) stderr.write(`${clear()}${line}\n`);
    },
    transient: (line) => {
      if (!shows) return;
      stderr.write(`${clear()}${line}`);
      transientShown = true;
    },
    error: (line) => void stderr.write(`${clear()}${line}\n`),
    style: (style, text) => (colour ? styleText(style, text, { validateStream: false }) : text),
  };
}

/** Back to the first column, and nothing left of what stood there. */
const clearLine = '\r\u001b[2K';

/** By NO_COLOR, FORCE_COLOR, TERM and whether somebody looks. */
function showsColour({ stdout, environment }: TerminalStreams): boolean {
  if ((environment['NO_COLOR'] ?? '') !== '') return false;
  if ((environment['FORCE_COLOR'] ?? '') !== '') return environment['FORCE_COLOR'] !== '0';
  return stdout.isTTY === true && environment['TERM'] !== 'dumb';
}

/** Foreign text made safe to print: hidden characters and line breaks are shown, not acted on. */
export function printable(foreign: string): string {
  return visibleText(foreign).replaceAll('\n', '⏎').replaceAll('\t', ' ');
}
