// SPDX-License-Identifier: Apache-2.0
// A repository on GitHub as planning reads it, in memory: real git objects, and every read counted.
// There is no write to count, since the port has none.
import {
  blobId,
  commitId,
  parseInstant,
  treeId,
  utf8Encode,
  type GitHubReply,
  type GitHubTreeEntry,
  type GitObjectId,
  type RepositoryIdentity,
  type TreeEntry,
} from '@marketops/core';
import type {
  ReadingCredential,
  RepositoryReader,
  RepositoryReaders,
  RepositoryTag,
} from '@marketops/engine';
import { must } from './must.ts';

const noRateLimit = { limit: null, remaining: null, resetAtSeconds: null, retryAfterSeconds: null };

/** An answer of the documented form. */
function replied<T>(value: T): GitHubReply<T> {
  return { ok: true, value, status: 200, requestId: null, rateLimit: noRateLimit };
}

/** An answer that promises nothing. */
export function notReplied(status: number | null, detail: string): GitHubReply<never> {
  const failure = {
    status,
    sent: 'maybe',
    body: 'empty',
    message: null,
    errors: [],
    rateLimit: noRateLimit,
    requestId: null,
    acceptedPermissions: null,
    detail,
    redirectOrigin: null,
  } as const;
  return { ok: false, failure };
}

/** Trees by id: what a repository's folders hold. */
export type MemoryTrees = Map<GitObjectId, readonly TreeEntry[]>;

/** A repository in memory; tests set its members to what GitHub is to hold. */
export class MemoryRepository implements RepositoryReaders {
  readonly trees: MemoryTrees = new Map();
  readonly commits = new Map<GitObjectId, GitObjectId>();
  readonly tags = new Map<string, RepositoryTag>();
  readonly branches = new Map<string, GitObjectId>();
  /** Published releases: tag name to address. */
  readonly releases = new Map<string, string>();
  /** Open pull requests: branch to address. */
  readonly pullRequests = new Map<string, string>();
  /** The name of each read, in order. */
  readonly reads: string[] = [];
  identity: RepositoryIdentity;
  archived = false;
  credential: ReadingCredential = { kind: 'none', couldWrite: null, detail: 'anonymous' };
  /** What every read answers while it is not null. */
  outage: GitHubReply<never> | null = null;

  constructor(identity: RepositoryIdentity) {
    this.identity = identity;
  }

  /** Adds a commit of these files on a branch; the commit's id is given or follows from the files. */
  push(
    branch: string,
    files: { readonly [path: string]: string },
    given?: GitObjectId,
  ): GitObjectId {
    const tree = this.#addTree(files);
    const date = must(parseInstant('2026-03-02T11:00:00Z'));
    const person = { name: 'Carol Example', email: 'carol@lantern.example', date };
    const content = { tree, parents: [], author: person, committer: person, message: 'files\n' };
    const commit = given ?? commitId(content);
    this.commits.set(commit, tree);
    this.branches.set(branch, commit);
    return commit;
  }

  open(fullName: string): Promise<GitHubReply<RepositoryReader | null>> {
    return this.#read('open', () => {
      const known = fullName.toLowerCase() === this.identity.fullName.toLowerCase();
      return known ? this.#reader() : null;
    });
  }

  #reader(): RepositoryReader {
    return {
      identity: this.identity,
      defaultBranch: 'main',
      archived: this.archived,
      credential: this.credential,
      commit: (oid) =>
        this.#read('commit', () => {
          const treeOid = this.commits.get(oid);
          return treeOid === undefined ? null : { oid, treeOid, parentOids: [], message: '' };
        }),
      tag: (name) => this.#read('tag', () => this.tags.get(name) ?? null),
      branch: (name) =>
        this.#read('branch', () => {
          const commit = this.branches.get(name);
          const tree = commit === undefined ? undefined : this.commits.get(commit);
          return commit === undefined || tree === undefined ? null : { commit, tree };
        }),
      tree: (oid) =>
        this.#read('tree', () => {
          const entries = this.trees.get(oid);
          if (entries === undefined) return null;
          return { oid, entries: entries.map(asGitHubEntry), truncated: false };
        }),
      publishedRelease: (tag) =>
        this.#read('publishedRelease', () => publishedRelease(tag, this.releases.get(tag))),
      openPullRequest: (head) =>
        this.#read('openPullRequest', () => openPullRequest(head, this.pullRequests.get(head))),
    };
  }

  #read<T>(name: string, value: () => T): Promise<GitHubReply<T>> {
    this.reads.push(name);
    return Promise.resolve(this.outage ?? replied(value()));
  }

  #addTree(files: { readonly [path: string]: string }): GitObjectId {
    const folders = new Map<string, { [path: string]: string }>();
    const entries: TreeEntry[] = [];
    for (const [path, content] of Object.entries(files)) {
      const slash = path.indexOf('/');
      if (slash < 0) {
        entries.push({ mode: '100644', name: path, id: blobId(utf8Encode(content)) });
      } else {
        const folder = folders.get(path.slice(0, slash)) ?? {};
        folder[path.slice(slash + 1)] = content;
        folders.set(path.slice(0, slash), folder);
      }
    }
    for (const [name, below] of folders) {
      entries.push({ mode: '40000', name, id: this.#addTree(below) });
    }
    const id = treeId(entries);
    this.trees.set(id, entries);
    return id;
  }
}

function asGitHubEntry({ mode, name, id }: TreeEntry): GitHubTreeEntry {
  const type = mode === '40000' ? 'tree' : 'blob';
  return { path: name, mode: mode === '40000' ? '040000' : mode, type, oid: id };
}

function publishedRelease(tagName: string, htmlUrl: string | undefined) {
  if (htmlUrl === undefined) return null;
  return {
    releaseId: 1,
    tagName,
    targetCommitish: 'main',
    name: null,
    body: null,
    draft: false,
    prerelease: false,
    immutable: false,
    authorId: null,
    htmlUrl,
    uploadUrl: '',
    assets: [],
  };
}

function openPullRequest(headRef: string, htmlUrl: string | undefined) {
  if (htmlUrl === undefined) return null;
  const oid = blobId(new Uint8Array());
  return {
    number: 7,
    state: 'open',
    merged: false,
    title: '',
    body: null,
    draft: false,
    headRef,
    headOid: oid,
    headRepositoryId: null,
    baseRef: 'main',
    baseOid: oid,
    authorId: null,
    htmlUrl,
  };
}
