// SPDX-License-Identifier: Apache-2.0
// The view without our own effects leaves out exactly what an operation made, and nothing else.
import { parseBranchName, parseTagName } from '@marketops/core';
import type { EarlierOperation, RepositoryReaders } from '@marketops/engine';
import { must, notReplied, sampleProject } from '@marketops/testkit';
import { describe, expect, it } from 'vitest';
import { beforeOwnEffects } from '../../src/observe/before-own-effects.ts';
import { earlierOperation, putOnGitHub } from '../earlier-samples.ts';
import { dryRun } from '../sample-runs.ts';

async function shipped() {
  const sample = sampleProject();
  const { sealed } = await dryRun(sample);
  if (sealed === null) throw new TypeError('the sample project ships');
  const kinds = ['tag_repo', 'publish_release', 'open_pr'] as const;
  const earlier = kinds.map((kind) => earlierOperation(sealed, kind));
  putOnGitHub(sample.repositories, earlier);
  return { repositories: sample.repositories, earlier };
}

/** What a view holds in the places that the sample plan fills. */
async function heldIn(readers: RepositoryReaders, earlier: readonly EarlierOperation[]) {
  const [repository] = earlier.map(({ operation }) => operation.repository);
  if (repository === undefined) throw new TypeError('expected an operation');
  const reader = await readers.open(repository.fullName);
  if (!reader.ok || reader.value === null) throw new TypeError('expected a repository');
  const view = reader.value;
  const held: string[] = [];
  const note = (what: string, reply: { readonly ok: boolean; readonly value?: unknown }) => {
    if (!reply.ok) held.push(`${what} unreadable`);
    else if (reply.value !== null) held.push(what);
  };
  for (const { operation } of earlier) {
    if (operation.kind === 'open_pr') {
      const branch = must(parseBranchName(operation.head.branch));
      note('branch', await view.branch(branch));
      note('base', await view.branch(must(parseBranchName(operation.base.branch))));
      note('pull request', await view.openPullRequest(branch));
      continue;
    }
    const tag = must(parseTagName(operation.tag.name));
    if (operation.kind === 'tag_repo') note('tag', await view.tag(tag));
    else note('release', await view.publishedRelease(tag));
  }
  return held;
}

const everything = ['tag', 'release', 'branch', 'base', 'pull request'];

describe('GitHub before our own effects', () => {
  it('holds none of what the operations made, and everything else', async () => {
    const { repositories, earlier } = await shipped();
    expect(await heldIn(repositories, earlier)).toEqual(everything);
    expect(await heldIn(beforeOwnEffects(repositories, earlier), earlier)).toEqual(['base']);
  });

  it('is GitHub as it stands where no operation succeeded', async () => {
    const { repositories, earlier } = await shipped();
    const failed = earlier.map(({ outcome, ...rest }) => ({
      ...rest,
      outcome: { ...outcome, status: 'failed' as const },
    }));
    expect(beforeOwnEffects(repositories, failed)).toBe(repositories);
    expect(beforeOwnEffects(repositories, [])).toBe(repositories);
  });

  it.each([
    [0, ['release', 'branch', 'base', 'pull request']],
    [1, ['tag', 'branch', 'base', 'pull request']],
    [2, ['tag', 'release', 'base']],
  ])('leaves out the effects of operation %i alone', async (index, left) => {
    const { repositories, earlier } = await shipped();
    const one = earlier.slice(index, index + 1);
    expect(await heldIn(beforeOwnEffects(repositories, one), earlier)).toEqual(left);
  });

  it('shows what somebody put in the place of ours', async () => {
    const { repositories, earlier } = await shipped();
    const others = earlier.map((own) => withOtherResult(own));
    expect(await heldIn(beforeOwnEffects(repositories, others), earlier)).toEqual(everything);
  });

  it('hides no failure', async () => {
    const { repositories, earlier } = await shipped();
    const readers = beforeOwnEffects(repositories, earlier);
    const [name] = earlier.map(({ operation }) => operation.repository.fullName);
    const reader = name === undefined ? null : await readers.open(name);
    repositories.outage = notReplied(502, 'bad gateway');
    expect(reader?.ok === true && (await reader.value?.tag(must(parseTagName('v1.5.0'))))).toEqual(
      repositories.outage,
    );
    expect(name === undefined ? null : await readers.open(name)).toEqual(repositories.outage);
  });
});

/** The same operation with a result that names other objects than GitHub holds. */
function withOtherResult(own: EarlierOperation): EarlierOperation {
  const { result } = own.outcome;
  const otherOid = own.operation.kind === 'tag_repo' ? own.operation.tag.targetCommit : null;
  if (result?.kind === 'tag_repo' && otherOid !== null) {
    return { ...own, outcome: { ...own.outcome, result: { ...result, tagOid: otherOid } } };
  }
  if (result?.kind === 'publish_release') {
    return { ...own, outcome: { ...own.outcome, result: { ...result, releaseId: 2 } } };
  }
  if (result?.kind === 'open_pr' && own.operation.kind === 'open_pr') {
    const headOid = own.operation.base.commit;
    return { ...own, outcome: { ...own.outcome, result: { ...result, number: 8, headOid } } };
  }
  return own;
}
