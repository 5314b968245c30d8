// SPDX-License-Identifier: Apache-2.0
// A small git repository made by the real git, with fixed authors and dates, so that its object ids are
// the same at every run.

import { execFile, execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterAll } from 'vitest';

/** A repository on disk, made when it is first used. */
export interface SampleRepository {
  readonly path: string;
  /** Runs git in it and returns its output without the last line break. */
  readonly git: (...words: readonly string[]) => string;
  /** Writes a file of its work tree, making the directories above it. */
  readonly write: (path: string, content: string) => void;
  readonly remove: () => void;
}

let template: string | undefined;

afterAll(() => {
  if (template !== undefined) {
    rmSync(template, { recursive: true, force: true });
  }
});

/** The path of the repository that all samples are copies of. Not to be changed. */
export function templatePath(): string {
  template ??= makeTemplate();
  return template;
}

/** Makes a repository with two commits on `main`, an annotated tag `v0.1.0` and a lightweight `v0.0.1`. */
export function makeSampleRepository(): SampleRepository {
  let copy: string | undefined;
  const path = (): string => {
    if (copy === undefined) {
      copy = mkdtempSync(join(tmpdir(), 'emulator-sample-'));
      cpSync(templatePath(), copy, { recursive: true });
    }
    return copy;
  };
  return {
    get path() {
      return path();
    },
    git: (...words) => runGit(path(), words),
    write: (file, content) => writeBelow(path(), file, content),
    remove: () => {
      if (copy !== undefined) {
        rmSync(copy, { recursive: true, force: true });
      }
    },
  };
}

/** Makes the repository that all others are copied from; it goes when the tests of a file end. */
function makeTemplate(): string {
  const path = mkdtempSync(join(tmpdir(), 'emulator-template-'));
  const git = (...words: readonly string[]): string => runGit(path, words);
  git('init', '--quiet', '--template=', '--initial-branch=main');
  writeBelow(path, 'README.md', '# Sample\n');
  writeBelow(path, 'docs/guide.md', 'one\ntwo\nthree\n');
  git('add', '.');
  git('commit', '--quiet', '--message=first');
  git('tag', 'v0.0.1');
  writeBelow(path, 'docs/guide.md', 'one\n2\nthree\nfour\n');
  git('commit', '--quiet', '--all', '--message=second');
  git('tag', '--annotate', '--message=first version', 'v0.1.0');
  return path;
}

function writeBelow(path: string, file: string, content: string): void {
  mkdirSync(dirname(join(path, file)), { recursive: true });
  writeFileSync(join(path, file), content);
}

/** Runs git without anybody's configuration. Blocks: not for talking to an emulator in this process. */
export function runGit(directory: string, words: readonly string[]): string {
  return execFileSync('git', [...words], gitOptions(directory)).trimEnd();
}

/** Runs git without anybody's configuration, leaving this process free to answer it. */
export async function talkGit(directory: string, words: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile('git', [...words], gitOptions(directory), (error, stdout, stderr) => {
      if (error === null) {
        resolve(stdout.trimEnd());
      } else {
        reject(new Error(stderr));
      }
    });
  });
}

function gitOptions(directory: string): { cwd: string; encoding: 'utf8'; env: NodeJS.ProcessEnv } {
  const person = { NAME: 'alice', EMAIL: 'alice@example.org', DATE: '1700000000 +0000' };
  const identity = Object.fromEntries(
    ['AUTHOR', 'COMMITTER'].flatMap((role) =>
      Object.entries(person).map(([field, value]) => [`GIT_${role}_${field}`, value]),
    ),
  );
  return {
    cwd: directory,
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'],
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: devNull,
      GIT_TERMINAL_PROMPT: '0',
      ...identity,
    },
  };
}
