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
  /** GitHub's API base URL, without a trailing slash. */
  readonly githubApi: string;
  /** Where assets are uploaded, without a trailing slash. */
  readonly githubUploads: string;
  readonly environment: Environment;
}

const githubDotCom = 'https://api.github.com';

/** Reads the settings; throws CommandRefused for one that is not as it should be. */
export function readSettings(environment: Environment, homeFlag: string | undefined): Settings {
  if (environment['NODE_TLS_REJECT_UNAUTHORIZED'] === '0') {
    invalid('NODE_TLS_REJECT_UNAUTHORIZED', 'certificates that are verified', '0');
  }
  const home = resolve(homeFlag ?? environment['MARKETOPS_HOME'] ?? '.marketops');
  const githubApi = readUrl(environment, 'MARKETOPS_GITHUB_API', githubDotCom);
  return {
    home,
    database: readDatabase(environment['MARKETOPS_DATABASE'], home),
    githubApi,
    githubUploads: readUrl(environment, 'MARKETOPS_GITHUB_UPLOADS', uploadsOf(githubApi)),
    environment,
  };
}

function readDatabase(value: string | undefined, home: string): Settings['database'] {
  if (value === undefined || value === '') {
    return { kind: 'sqlite', path: resolve(home, 'marketops.db') };
  }
  const [, path] = /^sqlite:(.+)$/.exec(value) ?? [];
  if (path !== undefined) return { kind: 'sqlite', path: resolve(path) };
  return invalid('MARKETOPS_DATABASE', 'sqlite:PATH', value.split(':', 1)[0] ?? '');
}

function readUrl(environment: Environment, name: string, otherwise: string): string {
  const value = environment[name];
  if (value === undefined || value === '') return otherwise;
  const url = URL.canParse(value) ? new URL(value) : null;
  const loopback = url?.hostname === '127.0.0.1' || url?.hostname === 'localhost';
  const safe = url?.protocol === 'https:' || (url?.protocol === 'http:' && loopback);
  if (url === null || !safe || url.username !== '' || url.password !== '' || url.search !== '') {
    return invalid(
      name,
      'an https URL without credentials (http on this machine alone)',
      'another',
    );
  }
  return value.replace(/\/+$/, '');
}

/** GitHub's uploads stand beside its API: another host on github.com, another path elsewhere. */
function uploadsOf(githubApi: string): string {
  if (githubApi === githubDotCom) return 'https://uploads.github.com';
  return githubApi.endsWith('/api/v3') ? githubApi.replace(/\/v3$/, '/uploads') : githubApi;
}

function invalid(subject: string, expected: string, found: string): never {
  return refuse(refusal('usage.setting_invalid', { subject, expected, found }));
}
