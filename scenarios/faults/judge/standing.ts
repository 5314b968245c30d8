// SPDX-License-Identifier: Apache-2.0
// What a repository holds, with the digests of the bytes that are really stored, so that a judge
// needs neither files nor a running emulator.

/** A file of a release. */
export interface StandingAsset {
  readonly name: string;
  readonly size: number;
  readonly state: string;
  /** The digest that GitHub shows, `sha256:…`, or null. */
  readonly digest: string | null;
  /** The SHA-256 of the stored bytes; null where there are none. */
  readonly storedSha256: string | null;
}

/** A release, draft or published. */
export interface StandingRelease {
  readonly id: number;
  readonly tagName: string;
  readonly name: string | null;
  readonly body: string | null;
  readonly draft: boolean;
  readonly prerelease: boolean;
  /** Whether it was published to be the latest release, as others may have been since. */
  readonly mayBeLatest: boolean;
  readonly authorLogin: string;
  readonly assets: readonly StandingAsset[];
}

/** A pull request. */
export interface StandingPull {
  readonly number: number;
  readonly headBranch: string;
  readonly headId: string;
  readonly baseBranch: string;
  readonly title: string;
  readonly draft: boolean;
  readonly body: string | null;
  readonly state: string;
  readonly authorLogin: string;
}

/** What a repository holds. */
export interface Standing {
  /** Object ids by full reference name. */
  readonly refs: Readonly<Record<string, string>>;
  readonly releases: readonly StandingRelease[];
  readonly pulls: readonly StandingPull[];
}
