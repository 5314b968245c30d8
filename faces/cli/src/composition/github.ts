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
import { readPrivateFile } from '@marketops/keyring';
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
  const token = await tokenText(settings, 'MARKETOPS_GITHUB_READ_TOKEN', readReadingToken);
  if (token === null) return { kind: 'none' };
  return { kind: 'token', token: settingOf('MARKETOPS_GITHUB_READ_TOKEN', parseToken(token)) };
}

/** What the publisher writes with: a GitHub App, or a token. Throws where there is neither. */
export async function writingCredential(settings: Settings): Promise<WriteCredential> {
  const appId = textOf(settings.environment, 'MARKETOPS_GITHUB_APP_ID');
  const keyFile = textOf(settings.environment, 'MARKETOPS_GITHUB_APP_KEY_FILE');
  if (appId !== null && keyFile !== null) {
    const pem = await readPrivateFile(keyFile);
    const app = settingOf('MARKETOPS_GITHUB_APP_ID', parseGitHubApp(appId, pem));
    return { kind: 'app', app };
  }
  const token = await tokenText(settings, 'MARKETOPS_GITHUB_TOKEN', readPrivateFile);
  if (token !== null) {
    return { kind: 'token', token: settingOf('MARKETOPS_GITHUB_TOKEN', parseToken(token)) };
  }
  return refuse(
    refusal('credential.missing', {
      subject: 'environment',
      expected:
        'MARKETOPS_GITHUB_APP_ID with MARKETOPS_GITHUB_APP_KEY_FILE, or MARKETOPS_GITHUB_TOKEN(_FILE)',
      found: 'none of them',
    }),
  );
}

/** A token by its file or its variable; `readSecret` decides how private the file must be. */
async function tokenText(
  { environment }: Settings,
  name: string,
  readSecret: (path: string) => Promise<string>,
): Promise<string | null> {
  const file = textOf(environment, `${name}_FILE`);
  if (file === null) return textOf(environment, name);
  return (await readSecret(file)).trim();
}

async function readReadingToken(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    const details = { subject: path, expected: 'a file with a token', found: 'no file' };
    return refuse(refusal('usage.setting_invalid', details));
  }
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
