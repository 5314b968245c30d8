// SPDX-License-Identifier: Apache-2.0
// Turns what people write for a commit (branch, tag, full or short id) into the commit.

import { type NamedCommit, peelToCommit } from '../git/history.ts';
import type { Repository } from '../state/repository.ts';

const SHORT_ID_DIGITS_MIN = 7;

/** Finds the commit that a branch, tag, reference, full id or unambiguous short id names. */
export function findCommitish(repository: Repository, text: string): NamedCommit | undefined {
  const name = text === 'HEAD' ? repository.defaultBranch : text;
  for (const ref of [`refs/heads/${name}`, `refs/tags/${name}`, `refs/${name}`, name]) {
    const found = repository.refs.get(ref);
    if (found !== undefined) {
      return peelToCommit(repository.objects, found.id);
    }
  }
  if (new RegExp(`^[0-9a-f]{${SHORT_ID_DIGITS_MIN},39}$`).test(name)) {
    const matches = repository.objects
      .arrivedAfter(0)
      .filter((object) => object.type === 'commit' && object.id.startsWith(name));
    const [only] = matches;
    return matches.length === 1 && only !== undefined
      ? peelToCommit(repository.objects, only.id)
      : undefined;
  }
  return peelToCommit(repository.objects, name);
}
