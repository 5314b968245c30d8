// SPDX-License-Identifier: Apache-2.0
// Releases and their assets as the emulator keeps them. Times are milliseconds since 1970.

/** A release; a draft has no tag in the repository, only the name of one. */
export interface Release {
  readonly id: number;
  readonly authorLogin: string;
  readonly createdAt: number;
  /** The instant from which lists show the release. */
  readonly visibleFrom: number;
  tagName: string;
  targetCommitish: string;
  name: string | null;
  body: string | null;
  draft: boolean;
  prerelease: boolean;
  immutable: boolean;
  /** The release with the highest rank is the latest; 0 for one that must not be. */
  latestRank: number;
  publishedAt: number | null;
  updatedAt: number;
  /** Digits of the `untagged-…` name that a draft goes by in web addresses. */
  readonly untaggedDigits: string;
}

/** A file attached to a release; `bytesPath` is null for a `starter` without bytes. */
export interface ReleaseAsset {
  readonly id: number;
  readonly releaseId: number;
  readonly uploaderLogin: string;
  readonly createdAt: number;
  readonly visibleFrom: number;
  name: string;
  label: string | null;
  contentType: string;
  state: 'starter' | 'uploaded';
  size: number;
  digest: string | null;
  downloadCount: number;
  updatedAt: number;
  bytesPath: string | null;
}
