// SPDX-License-Identifier: Apache-2.0
// What a project reader answers: facts, or the refusal that says why there is none.
import type { GitObjectId, Instant, JsonValue, Refusal, Sha256Digest } from '@marketops/core';

/** A fact that was read, or why it could not be. */
export type Reading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: Refusal };

/** The configuration file as it was read. */
export interface ConfigFile {
  /** Relative to the root: `marketops.yaml`. */
  readonly path: string;
  /** SHA-256 over the exact bytes of the file. */
  readonly sha256: Sha256Digest;
  readonly value: JsonValue;
  /** `LINE:COLUMN` of the value a JSON pointer leads to, or of the nearest one around it. */
  readonly locate: (pointer: string) => string;
}

/** The configuration file, or why it could not be read. */
export type ConfigReading = Reading<ConfigFile>;

/** One regular file. */
export interface FileFact {
  readonly path: string;
  /** Where another process finds the same file: an absolute path, never part of a plan. */
  readonly location: string;
  readonly size: number;
  readonly sha256: Sha256Digest;
  readonly executable: boolean;
}

/** The content of a file, read whole. */
export interface FileContent {
  readonly bytes: Uint8Array;
  readonly executable: boolean;
}

/** The commit that is checked out. */
export interface HeadCommit {
  readonly commit: GitObjectId;
  readonly authorEmail: string;
  readonly committedAt: Instant;
}

/** A tag of the project's own repository. */
export interface HistoryTag {
  readonly name: string;
  readonly commit: GitObjectId;
  /** Whether `HEAD` descends from the tagged commit, or is it. */
  readonly reachable: boolean;
}

/** What one commit says. */
export interface HistoryMessage {
  readonly commit: GitObjectId;
  readonly message: string;
}
