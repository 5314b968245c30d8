// SPDX-License-Identifier: Apache-2.0
// The GitHub Publisher over a home. It alone is given the credential that can write, and no key that
// can mint.
import { HttpGitHubSessions, type GitHubConnection } from '@marketops/github';
import {
  GitHubPublisher,
  type ProgressListener,
  type PublisherOptions,
} from '@marketops/publisher';
import { ContentIndex, FileContentSource } from '@marketops/system';
import type { Settings } from '../home/settings.ts';
import { writingCredential } from './github.ts';
import type { OpenedHome } from './opened-home.ts';

/** What a publisher is opened over. */
export interface PublisherSite {
  readonly home: OpenedHome;
  readonly github: GitHubConnection;
  readonly listener: ProgressListener | null;
  /** Other waits than the safe defaults; for emulators alone. */
  readonly options?: Partial<PublisherOptions>;
}

/** Opens sessions with the credential that writes; throws CommandRefused where there is none. */
export async function openSessions({
  home,
  github,
}: Pick<PublisherSite, 'home' | 'github'>): Promise<HttpGitHubSessions> {
  return new HttpGitHubSessions(github, await writingCredential(home.settings));
}

/** Opens the publisher; throws CommandRefused where there is no credential that can write. */
export async function openPublisher(site: PublisherSite): Promise<GitHubPublisher> {
  const { home, listener, options } = site;
  return new GitHubPublisher({
    ...home.machine,
    store: home.store.publisher,
    sessions: await openSessions(site),
    content: new FileContentSource(await ContentIndex.open(home.files.content)),
    pins: () => home.pins,
    listener,
    actor: home.pins.audience,
    options: { ...options, webScheme: webScheme(home.settings) },
  });
}

/** Links have the scheme of the API: `http` on this machine alone. */
function webScheme({ githubApi }: Settings): 'http' | 'https' {
  return githubApi.startsWith('http:') ? 'http' : 'https';
}
