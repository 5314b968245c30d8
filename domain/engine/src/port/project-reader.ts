// SPDX-License-Identifier: Apache-2.0
// The project on disk as planning sees it: its configuration, its files, its git history. Nothing
// here writes; whatever cannot be read safely is a refusal that names what was found.
import type {
  FileContent,
  ConfigReading,
  FileFact,
  HeadCommit,
  HistoryMessage,
  HistoryTag,
  Reading,
} from './project-facts.ts';
import type { GitObjectId } from '@marketops/core';

/** Reads one project. Paths are relative to its root, with `/` between segments. */
export interface ProjectReader {
  /** The configuration, as JSON and as digested bytes. */
  config(): Promise<ConfigReading>;
  /**
   * Everything but folders that a parsed file pattern matches, sorted. Symbolic links are never
   * followed: one that matches is listed, and refused when it is read.
   */
  list(pattern: string): Promise<Reading<readonly string[]>>;
  /** Size and digest, hashed while streaming; refused for anything but a regular file inside. */
  fact(path: string): Promise<Reading<FileFact>>;
  /** The whole content of a file of at most `bytesMax` bytes. */
  bytes(path: string, bytesMax: number): Promise<Reading<FileContent>>;
  /** The history that the project's git repository holds. */
  readonly history: ProjectHistory;
}

/** Reads the git repository of one project. */
export interface ProjectHistory {
  head(): Promise<Reading<HeadCommit>>;
  /** Tracked or untracked, not ignored paths that differ from `HEAD`, at most `countMax`. */
  uncommitted(countMax: number): Promise<Reading<readonly string[]>>;
  /** Every tag with the commit it leads to; tags of other objects are left out. */
  tags(): Promise<Reading<readonly HistoryTag[]>>;
  /** Messages of the commits reachable from `HEAD` and not from `since`, newest first. */
  messagesSince(since: GitObjectId | null): Promise<Reading<readonly HistoryMessage[]>>;
}
