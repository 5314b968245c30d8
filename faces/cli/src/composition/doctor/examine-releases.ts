// SPDX-License-Identifier: Apache-2.0
// What GitHub itself guards of a release once it is published. Nothing is written.
import { HttpGitHubReaders, type GitHubConnection } from '@marketops/github';
import { readingCredential } from '../github.ts';
import type { OpenedHome } from '../opened-home.ts';
import { wellFound, type Finding } from './finding.ts';

const immutable = 'immutable: GitHub replaces no file of a published one, and reuses no tag of it';
const unknown =
  'not known to be immutable (off, or not for this credential to see): whoever may push can replace files';

/** Says of each repository whether its releases are immutable, as far as the credential may know. */
export async function examineReleases(
  home: OpenedHome,
  github: GitHubConnection,
): Promise<readonly Finding[]> {
  const readers = new HttpGitHubReaders(github, await readingCredential(home.settings));
  const findings: Finding[] = [];
  try {
    for (const repository of home.pins.repositories) {
      const opened = await readers.openReader(repository);
      const reply = opened.ok ? await opened.value.immutableReleases() : opened;
      const guarded = reply.ok && reply.value === true;
      findings.push(wellFound('releases', guarded ? immutable : unknown));
    }
  } finally {
    await readers.close();
  }
  return findings;
}
