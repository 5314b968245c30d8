// SPDX-License-Identifier: Apache-2.0
// Goal: every next command that the catalogue of reason codes names is one that can be run as it stands,
// once its words in capitals are filled in.
import { Writable } from 'node:stream';
import type { Command } from 'commander';
import { REASON_CODES, reasonEntry } from '@marketops/core';
import { describe, expect, it } from 'vitest';
import { openTerminal } from '../src/face/terminal.ts';
import { buildProgram } from '../src/program.ts';

const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
const streams = { stdout: nowhere, stderr: nowhere, environment: {} };
const program = buildProgram({
  terminal: openTerminal(streams, true),
  streams,
  json: false,
  onHelp: () => undefined,
  onResult: () => undefined,
});

/** Not by a command of its own, but by the program itself. */
const ofProgram: ReadonlySet<string> = new Set(['marketops help', 'marketops --version']);

const nexts = [...new Set(REASON_CODES.flatMap((code) => reasonEntry(code).next.split(' && ')))]
  .filter((next) => next.startsWith('marketops ') && !ofProgram.has(next))
  .toSorted();

describe('next commands', () => {
  it.each(nexts)('%s', (next) => {
    const { command, words } = commandOf(next.split(' ').slice(1));
    expect(command, `${next} names no command`).not.toBe(program);
    const options = words.filter((word) => word.startsWith('--'));
    const known = [...command.options, ...program.options].map(({ long }) => long);
    expect(known).toEqual(expect.arrayContaining(options));
    const mandatory = command.options.filter((option) => option.mandatory).map(({ long }) => long);
    expect(options).toEqual(expect.arrayContaining(mandatory));
    const required = command.registeredArguments.filter((argument) => argument.required);
    expect(argumentsOf(command, words).length).toBeGreaterThanOrEqual(required.length);
  });
});

describe('a next command', () => {
  it('works for an installed program as for a checkout', () => {
    const all = REASON_CODES.map((code) => reasonEntry(code).next);
    expect(all.filter((next) => /^(npm run|git pull)\b/.test(next))).toEqual([]);
  });
});

/** The command that the first words name, and the words that remain. */
function commandOf(words: readonly string[]): { command: Command; words: readonly string[] } {
  let command: Command = program;
  let at = 0;
  for (; at < words.length; at += 1) {
    const below = command.commands.find((candidate) => candidate.name() === words[at]);
    if (below === undefined) break;
    command = below;
  }
  return { command, words: words.slice(at) };
}

function argumentsOf(command: Command, words: readonly string[]): readonly string[] {
  return words.filter((word, index) => {
    if (word.startsWith('--')) return false;
    const before = command.options.find(({ long }) => long === words[index - 1]);
    return before === undefined || !(before.required || before.optional);
  });
}
