// SPDX-License-Identifier: Apache-2.0
// Compares the files that a pull request shows with the approved ones. The head commit's id already
// binds them; this is what reviewers see. A file that GitHub shows as renamed hides its deletion.
import { refusal, type GitHubPullRequestFile, type OpenPrOperation } from '@marketops/core';
import { asApproved, wronglyPublic, type Observation } from '../protocol/observation.ts';
import type { Pass } from '../protocol/pass.ts';
import { readList } from './read-list.ts';

const removed = 'removed';

/** Looks at the files of our pull request. */
export async function observePullRequestFiles(
  pass: Pass,
  operation: OpenPrOperation,
  pullNumber: number,
): Promise<Observation<null>> {
  const listed = await readList(pass, `files of pull request ${pullNumber}`, (reader, page) =>
    reader.pullRequestFiles(pullNumber, page),
  );
  return listed.kind === 'unreadable' ? listed : judgeFiles(operation, listed.value);
}

/** Every file shown must be an approved change. */
function judgeFiles(
  operation: OpenPrOperation,
  shown: readonly GitHubPullRequestFile[],
): Observation<null> {
  const approved = new Map<string, string>(
    operation.files.map((file) => [file.path, file.change === 'write' ? file.blobOid : removed]),
  );
  const wrong = shown.find((file) => approved.get(file.path) !== shownChange(file));
  if (wrong === undefined) return asApproved(null);
  const differs = refusal('github.pull_request_differs', {
    subject: wrong.path,
    expected: approved.get(wrong.path) ?? 'no change of this file',
    found: `${wrong.status} ${wrong.oid ?? ''}`,
  });
  return wronglyPublic(differs, 'operation.content_differs');
}

function shownChange(file: GitHubPullRequestFile): string {
  return file.status === removed ? removed : (file.oid ?? 'no id');
}
