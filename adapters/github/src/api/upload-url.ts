// SPDX-License-Identifier: Apache-2.0
// Where an asset may be sent. GitHub's `upload_url` is believed only where it is the one place that
// the configuration and the release allow; elsewhere would carry the token to a stranger.
import type { RepositoryIdentity } from '@marketops/core';
import type { GitHubEndpoint } from '../endpoint.ts';

/** What the address must agree with. */
export interface UploadPlace {
  readonly endpoint: GitHubEndpoint;
  readonly repository: RepositoryIdentity;
}

/** What is to be uploaded, as far as its address says. */
export interface UploadTarget {
  readonly releaseId: number;
  /** As GitHub gave it, with its `{?name,label}`. */
  readonly uploadUrl: string;
  readonly name: string;
}

/** The address to send to, or why there is none. */
export type UploadAddress =
  | { readonly ok: true; readonly url: URL }
  | { readonly ok: false; readonly reason: string };

/** Holds the address that GitHub gave against the pinned upload origin and this release. */
export function assetUploadUrl(target: UploadTarget, place: UploadPlace): UploadAddress {
  const base = place.endpoint.uploadUrl;
  const path = `/repos/${place.repository.fullName}/releases/${target.releaseId}/assets`;
  const expected = new URL(`${base}${path}`);
  const given = URL.parse(target.uploadUrl.replace(/\{[^{}]*\}$/, ''));
  if (given === null) return { ok: false, reason: 'upload_url is no URL' };
  if (given.origin !== expected.origin) {
    return {
      ok: false,
      reason: `upload origin ${given.origin} is not the pinned ${expected.origin}`,
    };
  }
  // Names of owners and repositories compare without regard to case.
  const samePath = given.pathname.toLowerCase() === expected.pathname.toLowerCase();
  const bare = given.search === '' && given.hash === '' && given.username === '';
  if (!samePath || !bare) return { ok: false, reason: 'upload_url is not that of this release' };
  expected.searchParams.set('name', target.name);
  return { ok: true, url: expected };
}
