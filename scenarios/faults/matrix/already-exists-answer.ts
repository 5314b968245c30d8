// SPDX-License-Identifier: Apache-2.0
// What GitHub answers where a name is taken, by what was to be created.
import type { WriteCall } from './write-call.ts';

const resources: {
  readonly [sender: string]: { readonly resource: string; readonly field: string };
} = {
  createRelease: { resource: 'Release', field: 'tag_name' },
  uploadAsset: { resource: 'ReleaseAsset', field: 'name' },
};

/** The body of GitHub's 422 for a name that is taken. */
export function alreadyExistsAnswer({ sender }: WriteCall): string {
  const resource = resources[sender];
  if (resource !== undefined) {
    const errors = [{ ...resource, code: 'already_exists' }];
    return JSON.stringify({ message: 'Validation Failed', errors });
  }
  if (sender === 'createPullRequest') {
    const message = 'A pull request already exists for this branch.';
    const errors = [{ resource: 'PullRequest', code: 'custom', message }];
    return JSON.stringify({ message: 'Validation Failed', errors });
  }
  return JSON.stringify({ message: 'Reference already exists' });
}
