// SPDX-License-Identifier: Apache-2.0
// How GitHub is reached, and with what. The credential that can write is read by one function, which
// only the publisher's composition calls.
import { readFile } from 'node:fs/promises';
import { refusal, type Clock, type Parsed } from '@marketops/core';
import {
  GitHubConnection,
  parseGitHubApp,
  parseGitHubEndpoint,
  parseToken,
  readNetworkSettings,
  type ReadCredential,
  type WriteCredential,
} from '@marketops/github';
import { KeyFileError, readPrivateFile } from '@marketops/keyring';
import { refuse } from '../face/command-result.ts';
import { textOf, type Settings } from '../home/settings.ts';
import { version } from './version.ts';

/** Opens the connections to the GitHub of the settings. */
export function openGitHub(settings: Settings, clock: Clock): GitHubConnection {
  const endpoint = settingOf('MARKETOPS_GITHUB_API', parseGitHubEndpoint(endpointText(settings)));
  const network = settingOf('environment', readNetworkSettings(settings.environment));
  return new GitHubConnection({ endpoint, network, version, clock });
}

/** What planning reads with: MARKETOPS_GITHUB_READ_TOKEN (or its file), or nothing. */
export async function readingCredential(settings: Settings): Promise<ReadCredential> {
  const found = await findToken(settings, 'MARKETOPS_GITHUB_READ_TOKEN', readReadingToken);
  if (found === null) return { kind: 'none' };
  return { kind: 'token', token: settingOf(found.setting, parseToken(found.text)) };
}

/** What the publisher writes with: a GitHub App, or a token. Throws where there is neither. */
export async function writingCredential(settings: Settings): Promise<WriteCredential> {
  const appId = textOf(settings.environment, 'MARKETOPS_GITHUB_APP_ID');
  const keyFile = textOf(settings.environment, 'MARKETOPS_GITHUB_APP_KEY_FILE');
  if (appId !== null && keyFile !== null) {
    const pem = await readSecret('MARKETOPS_GITHUB_APP_KEY_FILE', keyFile);
    const app = settingOf('MARKETOPS_GITHUB_APP_ID', parseGitHubApp(appId, pem));
    return { kind: 'app', app };
  }
  const found = await findToken(settings, 'MARKETOPS_GITHUB_TOKEN', readSecret);
  if (found !== null) {
    return { kind: 'token', token: settingOf(found.setting, parseToken(found.text)) };
  }
  return refuse(
    refusal('credential.missing', {
      subject: 'environment',
      expected:
        'MARKETOPS_GITHUB_APP_ID with MARKETOPS_GITHUB_APP_KEY_FILE, or MARKETOPS_GITHUB_TOKEN(_FILE)',
      found: halfOf(appId, keyFile),
    }),
  );
}

/** What there is of a GitHub App where it is not whole. */
function halfOf(appId: string | null, keyFile: string | null): string {
  if (appId !== null) return 'MARKETOPS_GITHUB_APP_ID without MARKETOPS_GITHUB_APP_KEY_FILE';
  if (keyFile !== null) return 'MARKETOPS_GITHUB_APP_KEY_FILE without MARKETOPS_GITHUB_APP_ID';
  return 'none of them';
}

/** Reads the file that a setting names; throws where there is none. */
type ReadSetting = (setting: string, path: string) => Promise<string>;

/** A token by its file or its variable, and which; `read` decides how private the file must be. */
async function findToken(
  { environment }: Settings,
  name: string,
  read: ReadSetting,
): Promise<{ readonly setting: string; readonly text: string } | null> {
  const setting = `${name}_FILE`;
  const file = textOf(environment, setting);
  if (file !== null) return { setting, text: (await read(setting, file)).trim() };
  const text = textOf(environment, name);
  return text === null ? null : { setting: name, text };
}

const readReadingToken: ReadSetting = async (setting, path) => {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return refuseMissing(setting, path);
  }
};

/** A file that only its owner may read. */
const readSecret: ReadSetting = async (setting, path) => {
  try {
    return await readPrivateFile(path, 'a file for its owner alone');
  } catch (error) {
    const absent = error instanceof KeyFileError && error.refusal.code === 'key.missing';
    if (absent) return refuseMissing(setting, path);
    throw error;
  }
};

function refuseMissing(subject: string, path: string): never {
  const details = { subject, expected: 'the path of a file', found: `no file at ${path}` };
  return refuse(refusal('usage.setting_invalid', details));
}

function endpointText({ githubApi, githubUploads }: Settings) {
  return githubUploads === null
    ? { apiUrl: githubApi }
    : { apiUrl: githubApi, uploadUrl: githubUploads };
}

function settingOf<T>(subject: string, parsed: Parsed<T>): T {
  if (parsed.ok) return parsed.value;
  const { path, expected, found } = parsed.problem;
  return refuse(
    refusal('usage.setting_invalid', { subject: `${subject}${path}`, expected, found }),
  );
}
