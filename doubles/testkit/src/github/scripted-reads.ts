// SPDX-License-Identifier: Apache-2.0
// The reads of the scripted GitHub.
import type { GitHubReply } from '@marketops/core';
import type { GitHubReader, Page } from '@marketops/publisher';
import { folderOf } from './flat-trees.ts';
import { answered, failedReply } from './github-script.ts';
import type { HeldRelease, ScriptedGitHubState } from './scripted-github-state.ts';
import type { MakeCall } from './scripted-github.ts';
import type { ShownState } from './state-history.ts';

const pageItems = 100;

/** What a read of this name is answered from. */
export type Show = (name: string) => ShownState;

/** The reading half of a session. */
export function sessionReads(state: ScriptedGitHubState, call: MakeCall, show: Show): GitHubReader {
  const read = <T>(name: string, about: string, look: () => T): Promise<GitHubReply<T>> =>
    call({ name, nature: 'read', about }, () => answered(look(), `read-${name}`));
  return {
    ...gitReads(state, read, show),
    ...releaseReads(state, { call, read, show }),
    repository: () => read('repository', '', () => state.repository),
    immutableReleases: () => read('immutableReleases', '', () => null),
    rulesets: () => read('rulesets', '', () => state.rulesets),
    pullRequests: (head, page) =>
      read('pullRequests', head, () =>
        pageOf(
          [...show('pullRequests').pulls.values()].filter(({ headRef }) => headRef === head),
          page,
        ),
      ),
    pullRequest: (number) =>
      read('pullRequest', String(number), () => state.pulls.get(number) ?? null),
    pullRequestFiles: (number, page) =>
      read('pullRequestFiles', String(number), () => pageOf(changedFiles(state, number), page)),
  };
}

type Read = <T>(name: string, about: string, look: () => T) => Promise<GitHubReply<T>>;

function gitReads(
  state: ScriptedGitHubState,
  read: Read,
  show: Show,
): Pick<GitHubReader, 'ref' | 'commit' | 'tagObject' | 'tree' | 'blobExists'> {
  return {
    ref: (ref) =>
      read('ref', ref, () => {
        const oid = show('ref').refs.get(ref);
        return oid === undefined ? null : { ref, oid, objectType: 'commit' };
      }),
    commit: (oid) => read('commit', oid, () => state.commits.get(oid) ?? null),
    tagObject: (oid) => read('tagObject', oid, () => state.tagObjects.get(oid) ?? null),
    tree: (oid) => read('tree', oid, () => folderOf(state.trees.values(), oid)),
    blobExists: (oid) => read('blobExists', oid, () => state.blobs.has(oid)),
  };
}

interface ReleaseReading {
  readonly call: MakeCall;
  readonly read: Read;
  readonly show: Show;
}

function releaseReads(
  state: ScriptedGitHubState,
  { call, read, show }: ReleaseReading,
): Pick<GitHubReader, 'releases' | 'release' | 'releaseByTag' | 'assets' | 'asset'> {
  return {
    releases: (page) =>
      read('releases', String(page), () =>
        pageOf(listed(state, show('releases')).toReversed().map(copyOf), page),
      ),
    release: (releaseId) =>
      read('release', String(releaseId), () => {
        const release = state.releases.get(releaseId);
        return release === undefined ? null : copyOf(release);
      }),
    releaseByTag: (tagName) =>
      read('releaseByTag', tagName, () => {
        const release = state.published.find((candidate) => candidate.tagName === tagName);
        return release === undefined ? null : copyOf(release);
      }),
    assets: (releaseId, page) =>
      call({ name: 'assets', nature: 'read', about: String(releaseId) }, () => {
        if (!state.releases.has(releaseId)) {
          return failedReply({ status: 404, message: 'Not Found' });
        }
        const shown = show('assets').releases.get(releaseId)?.assets ?? [];
        return answered(pageOf([...shown], page), 'read-assets');
      }),
    asset: (assetId) => read('asset', String(assetId), () => state.asset(assetId)?.asset ?? null),
  };
}

function listed({ unlisted }: ScriptedGitHubState, { releases }: ShownState): HeldRelease[] {
  return [...releases.values()].filter(({ releaseId }) => !unlisted.has(releaseId));
}

function copyOf(release: HeldRelease): HeldRelease {
  return { ...release, assets: [...release.assets] };
}

function pageOf<T>(items: readonly T[], page: number): Page<T> {
  const start = (page - 1) * pageItems;
  const more = items.length > start + pageItems;
  return { items: items.slice(start, start + pageItems), nextPage: more ? page + 1 : null };
}

function changedFiles(
  state: ScriptedGitHubState,
  number: number,
): { path: string; status: string; oid: string | null }[] {
  const pull = state.pulls.get(number);
  const head = pull === undefined ? undefined : state.commits.get(pull.headOid);
  const parent = head?.parentOids[0];
  const base = parent === undefined ? undefined : state.commits.get(parent);
  const after = head === undefined ? undefined : state.trees.get(head.treeOid);
  const before = base === undefined ? undefined : state.trees.get(base.treeOid);
  const written = [...(after ?? [])].filter(([path, { oid }]) => before?.get(path)?.oid !== oid);
  const removed = [...(before ?? [])].filter(([path]) => after?.has(path) !== true);
  return [
    ...written.map(([path, { oid }]) => ({ path, status: 'added', oid: String(oid) })),
    ...removed.map(([path, { oid }]) => ({ path, status: 'removed', oid: String(oid) })),
  ];
}
