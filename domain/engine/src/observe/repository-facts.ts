// SPDX-License-Identifier: Apache-2.0
// What GitHub holds now of everything that the drafts name, looked at side by side. Reads alone; an
// answer that is not of the documented form ends the observation, because nothing may be assumed in
// its place.
import {
  blobId,
  parseBranchName,
  parseTagName,
  type GitHubReply,
  type GitObjectId,
  type Refusal,
} from '@marketops/core';
import { readReply } from '../discover/open-repository.ts';
import type { OperationDraft, PullRequestDraft } from '../draft/operation-draft.ts';
import { editTree, type EditedTree, type TreeChange } from '../git/edit-tree.ts';
import type {
  RepositoryBranch,
  RepositoryReader,
  RepositoryTag,
} from '../port/repository-reader.ts';
import type { Reading } from '../port/project-facts.ts';

/** What GitHub holds, by the names that the drafts use; null is what it does not hold. */
export interface RepositoryFacts {
  readonly commitOnGitHub: boolean;
  readonly tags: ReadonlyMap<string, RepositoryTag | null>;
  /** The address of the published release of a tag. */
  readonly releases: ReadonlyMap<string, string | null>;
  readonly branches: ReadonlyMap<string, RepositoryBranch | null>;
  /** The address of the open pull request from a branch. */
  readonly openPullRequests: ReadonlyMap<string, string | null>;
  /** The tree that each pull request would make, by the name of its operation. */
  readonly trees: ReadonlyMap<string, EditedTree>;
}

/** Observes; names that git would refuse are not asked for, the checks object to them. */
export async function observeRepository(
  reader: RepositoryReader,
  commit: GitObjectId,
  drafts: readonly OperationDraft[],
): Promise<Reading<RepositoryFacts>> {
  try {
    return { ok: true, value: await new Observer(reader).observe(commit, drafts) };
  } catch (error) {
    if (error instanceof UnreadableError) return { ok: false, refusal: error.refusal };
    throw error;
  }
}

/** Ends an observation; never leaves this file. */
class UnreadableError extends Error {
  override readonly name = 'UnreadableError';
  readonly refusal: Refusal;

  constructor(why: Refusal) {
    super(why.code);
    this.refusal = why;
  }
}

class Observer {
  readonly #reader: RepositoryReader;

  constructor(reader: RepositoryReader) {
    this.#reader = reader;
  }

  async observe(commit: GitObjectId, drafts: readonly OperationDraft[]): Promise<RepositoryFacts> {
    const tagNames = drafts.flatMap((draft) => (draft.kind === 'open_pr' ? [] : [draft.tagName]));
    const releases = drafts.filter((draft) => draft.kind === 'publish_release');
    const pullRequests = drafts.filter((draft) => draft.kind === 'open_pr');
    const branchNames = pullRequests.flatMap(({ base, branch }) => [base, branch]);
    const branches = this.#each(branchNames, (name) => this.#branch(name));
    const looks = [
      this.#ask(commit, this.#reader.commit(commit)),
      this.#each(tagNames, (name) => this.#tag(name)),
      this.#each(
        releases.map(({ tagName }) => tagName),
        (name) => this.#release(name),
      ),
      branches,
      this.#each(
        pullRequests.map(({ branch }) => branch),
        (name) => this.#openPullRequest(name),
      ),
      branches.then((seen) => this.#trees(pullRequests, seen)),
    ] as const;
    // All have ended before one of them ends the observation: nothing goes on behind it.
    await Promise.allSettled(looks);
    const [found, tags, published, heads, openPullRequests, trees] = await Promise.all(looks);
    return {
      commitOnGitHub: found !== null,
      tags,
      releases: published,
      branches: heads,
      openPullRequests,
      trees,
    };
  }

  async #trees(
    pullRequests: readonly PullRequestDraft[],
    branches: ReadonlyMap<string, RepositoryBranch | null>,
  ): Promise<ReadonlyMap<string, EditedTree>> {
    const trees = new Map<string, EditedTree>();
    for (const { name, base, changes } of pullRequests) {
      const branch = branches.get(base) ?? null;
      if (branch === null) continue;
      const load = (oid: GitObjectId) => this.#ask(`tree ${oid}`, this.#reader.tree(oid));
      trees.set(name, await editTree(branch.tree, treeChanges(changes), load));
    }
    return trees;
  }

  async #tag(name: string): Promise<RepositoryTag | null> {
    const parsed = parseTagName(name);
    return parsed.ok ? this.#ask(`tag ${name}`, this.#reader.tag(parsed.value)) : null;
  }

  async #release(name: string): Promise<string | null> {
    const parsed = parseTagName(name);
    if (!parsed.ok) return null;
    const reply = this.#reader.publishedRelease(parsed.value);
    return (await this.#ask(`release ${name}`, reply))?.htmlUrl ?? null;
  }

  async #branch(name: string): Promise<RepositoryBranch | null> {
    const parsed = parseBranchName(name);
    return parsed.ok ? this.#ask(`branch ${name}`, this.#reader.branch(parsed.value)) : null;
  }

  async #openPullRequest(name: string): Promise<string | null> {
    const parsed = parseBranchName(name);
    if (!parsed.ok) return null;
    const reply = this.#reader.openPullRequest(parsed.value);
    return (await this.#ask(`pull request from ${name}`, reply))?.htmlUrl ?? null;
  }

  async #each<T>(
    names: readonly string[],
    ask: (name: string) => Promise<T>,
  ): Promise<ReadonlyMap<string, T>> {
    const asked = [...new Set(names)].map(async (name) => [name, await ask(name)] as const);
    await Promise.allSettled(asked);
    return new Map(await Promise.all(asked));
  }

  async #ask<T>(subject: string, reply: Promise<GitHubReply<T>>): Promise<T> {
    const reading = readReply(await reply, subject);
    if (!reading.ok) throw new UnreadableError(reading.refusal);
    return reading.value;
  }
}

/** The changes of a pull request as its tree has them. */
function treeChanges(changes: PullRequestDraft['changes']): readonly TreeChange[] {
  return changes.map((change) =>
    change.change === 'delete'
      ? { path: change.path, mode: '100644', blobOid: null }
      : {
          path: change.path,
          mode: change.executable ? '100755' : '100644',
          blobOid: blobId(change.bytes),
        },
  );
}
