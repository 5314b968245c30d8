// SPDX-License-Identifier: Apache-2.0
// Operations between their configuration and their plan: every template filled, every file chosen,
// nothing yet that depends on GitHub or on an operation id.
import type { Sha256Digest } from '@marketops/core';
import type { OpenPrConfig, PublishReleaseConfig } from '../config/operation-config.ts';
import type { FileFact } from '../port/project-facts.ts';

interface EveryDraft {
  /** What the configuration calls the operation. */
  readonly name: string;
  readonly after: readonly string[];
}

/** A tag to be made. */
export interface TagDraft extends EveryDraft {
  readonly kind: 'tag_repo';
  readonly tagName: string;
  readonly message: string;
}

/** A file of a release. */
export interface AssetDraft {
  readonly name: string;
  readonly mediaType: string;
  readonly file: FileFact;
}

/** A release to be published; `body` has no marker yet. */
export interface ReleaseDraft extends EveryDraft {
  readonly kind: 'publish_release';
  readonly tagName: string;
  /** How the release comes by its tag. */
  readonly tagOrigin: 'operation' | 'existing' | 'release';
  readonly tagMessage: string;
  readonly title: string;
  readonly body: string;
  readonly prerelease: boolean;
  readonly makeLatest: 'true' | 'false' | 'legacy';
  readonly assets: readonly AssetDraft[];
  readonly checksums: PublishReleaseConfig['checksums'];
  readonly provenance: PublishReleaseConfig['provenance'];
}

/** A file that a pull request writes, with its bytes. */
export interface FileWriteDraft {
  readonly change: 'write';
  readonly path: string;
  /** The file of the project that it is taken from. */
  readonly from: string;
  readonly executable: boolean;
  readonly sha256: Sha256Digest;
  readonly bytes: Uint8Array;
}

/** A change of one path. */
export type FileChangeDraft = FileWriteDraft | { readonly change: 'delete'; readonly path: string };

/** A pull request to be opened; `body` has no marker yet. */
export interface PullRequestDraft extends EveryDraft {
  readonly kind: 'open_pr';
  readonly base: string;
  readonly branch: string;
  readonly title: string;
  readonly body: string;
  readonly message: string;
  readonly draft: boolean;
  readonly maintainerCanModify: boolean;
  readonly commitSigning: OpenPrConfig['commitSigning'];
  readonly changes: readonly FileChangeDraft[];
}

/** One operation before it is planned. */
export type OperationDraft = TagDraft | ReleaseDraft | PullRequestDraft;

/** What a draft is called in messages: `publish_release "release"`. */
export function draftSubject(draft: Pick<OperationDraft, 'kind' | 'name'>): string {
  return `${draft.kind} "${draft.name}"`;
}
