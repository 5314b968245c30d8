// SPDX-License-Identifier: Apache-2.0
// Addresses inside one repository. Every part is encoded, and none can climb out of its place.
import { parseBranchName, parseTagName, type RepositoryIdentity } from '@marketops/core';
import { pageItemsMax } from '../limits.ts';

/** The addresses of one repository's parts, below the base URL. */
export class RepositoryPath {
  readonly #repository: RepositoryIdentity;

  constructor(repository: RepositoryIdentity) {
    this.#repository = repository;
  }

  /** By number: what answers there is this repository, whatever it is called now. */
  get identity(): string {
    return `/repositories/${this.#repository.repositoryId}`;
  }

  get owner(): string {
    return this.#repository.fullName.slice(0, this.#repository.fullName.indexOf('/'));
  }

  /** By name, `/repos/OWNER/NAME` and what follows; a renamed repository redirects and so fails. */
  below(rest: string): string {
    return `/repos/${this.#repository.fullName}${rest}`;
  }

  /** `refs/tags/NAME` or `refs/heads/NAME` below `/git/ref` or `/git/refs`; null for other refs. */
  ref(collection: 'ref' | 'refs', ref: string): string | null {
    const match = /^refs\/(tags|heads)\/(.+)$/.exec(ref);
    const [, space = '', name = ''] = match ?? [];
    const parsed = space === 'tags' ? parseTagName(name) : parseBranchName(name);
    if (match === null || !parsed.ok) return null;
    return this.below(`/git/${collection}/${space}/${encodeSegments(name)}`);
  }
}

/** The query of one page of a list. */
export function pageQuery(page: number, items = pageItemsMax): Readonly<Record<string, string>> {
  return { per_page: String(items), page: String(page) };
}

function encodeSegments(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
