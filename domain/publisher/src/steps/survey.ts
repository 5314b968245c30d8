// SPDX-License-Identifier: Apache-2.0
// The first look of a pass: what several checks and steps ask for is read once, side by side. Later
// looks are never answered from here.
import type {
  GitHubCommit,
  GitHubRef,
  GitHubRelease,
  GitHubRepository,
  GitHubRuleset,
  GitHubTagObject,
  GitObjectId,
  TagName,
} from '@marketops/core';
import type { GitHubGateway } from '../protocol/github-gateway.ts';
import type { Reading } from '../protocol/observation.ts';

/** What a pass saw first. */
export class Survey {
  readonly #github: GitHubGateway;
  readonly #repository = new Map<string, Promise<Reading<GitHubRepository>>>();
  readonly #rulesets = new Map<string, Promise<Reading<readonly GitHubRuleset[] | null>>>();
  readonly #refs = new Map<string, Promise<Reading<GitHubRef | null>>>();
  readonly #commits = new Map<string, Promise<Reading<GitHubCommit | null>>>();
  readonly #tagObjects = new Map<string, Promise<Reading<GitHubTagObject | null>>>();
  readonly #releases = new Map<string, Promise<Reading<GitHubRelease | null>>>();

  constructor(github: GitHubGateway) {
    this.#github = github;
  }

  repository(): Promise<Reading<GitHubRepository>> {
    return once(this.#repository, '', () =>
      this.#github.read('the repository', (reader) => reader.repository()),
    );
  }

  /** The repository's rulesets; null where the credential may not read them. */
  rulesets(): Promise<Reading<readonly GitHubRuleset[] | null>> {
    return once(this.#rulesets, '', () =>
      this.#github.read('rulesets', (reader) => reader.rulesets()),
    );
  }

  ref(ref: string): Promise<Reading<GitHubRef | null>> {
    return once(this.#refs, ref, () => this.#github.read(ref, (reader) => reader.ref(ref)));
  }

  commit(oid: GitObjectId): Promise<Reading<GitHubCommit | null>> {
    return once(this.#commits, oid, () =>
      this.#github.read(`commit ${oid}`, (reader) => reader.commit(oid)),
    );
  }

  tagObject(oid: GitObjectId): Promise<Reading<GitHubTagObject | null>> {
    return once(this.#tagObjects, oid, () =>
      this.#github.read(`tag object ${oid}`, (reader) => reader.tagObject(oid)),
    );
  }

  /** The release that is published under a tag. */
  releaseByTag(tagName: TagName): Promise<Reading<GitHubRelease | null>> {
    return once(this.#releases, tagName, () =>
      this.#github.read(`the release of ${tagName}`, (reader) => reader.releaseByTag(tagName)),
    );
  }
}

function once<T>(known: Map<string, Promise<T>>, key: string, look: () => Promise<T>): Promise<T> {
  const before = known.get(key);
  if (before !== undefined) return before;
  const looking = look();
  known.set(key, looking);
  return looking;
}
