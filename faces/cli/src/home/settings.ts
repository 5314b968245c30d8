// SPDX-License-Identifier: Apache-2.0
// The only reader of the environment. Settings become closed types here or stop the command; secrets
// are named by file or variable and never by a flag.
import { resolve } from 'node:path';
import { refusal } from '@marketops/core';
import { refuse } from '../face/command-result.ts';

/** The environment of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Where things are, as the environment and `--home` say. */
export interface Settings {
  /** An absolute path. */
  readonly home: string;
  readonly database: { readonly kind: 'sqlite'; readonly path: string };
  /** GitHub's API base URL as it was given. */
  readonly githubApi: string;
  /** Where assets are uploaded, where that does not follow from the API. */
  readonly githubUploads: string | null;
  readonly environment: Environment;
}

const githubDotCom = 'https://api.github.com';

/** Reads the settings; throws CommandRefused for one that is not as it should be. */
export function readSettings(environment: Environment, homeFlag: string | undefined): Settings {
  const home = homeFolder(environment, homeFlag);
  return {
    home,
    database: readDatabase(textOf(environment, 'MARKETOPS_DATABASE'), home),
    githubApi: textOf(environment, 'MARKETOPS_GITHUB_API') ?? githubDotCom,
    githubUploads: textOf(environment, 'MARKETOPS_GITHUB_UPLOADS'),
    environment,
  };
}

/** The absolute path of the home: by `--home`, by the environment, or below the present folder. */
export function homeFolder(environment: Environment, homeFlag: string | undefined): string {
  return resolve(homeFlag ?? textOf(environment, 'MARKETOPS_HOME') ?? '.marketops');
}

/** A variable's text; null where it is absent or empty. */
export function textOf(environment: Environment, name: string): string | null {
  const value = environment[name];
  return value === undefined || value === '' ? null : value;
}

function readDatabase(value: string | null, home: string): Settings['database'] {
  if (value === null) {
    return { kind: 'sqlite', path: resolve(home, 'marketops.db') };
  }
  const [, path] = /^sqlite:(.+)$/.exec(value) ?? [];
  if (path !== undefined) return { kind: 'sqlite', path: resolve(path) };
  return invalid('MARKETOPS_DATABASE', 'sqlite:PATH', value.split(':', 1)[0] ?? '');
}

function invalid(subject: string, expected: string, found: string): never {
  return refuse(refusal('usage.setting_invalid', { subject, expected, found }));
}
