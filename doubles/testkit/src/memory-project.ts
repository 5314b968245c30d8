// SPDX-License-Identifier: Apache-2.0
// A project in memory, for tests: files, history and configuration are members to be changed.
import {
  digestOf,
  digestOfBytes,
  instantFromSeconds,
  refusal,
  sha1Hex,
  utf8Encode,
  type GitObjectId,
  type JsonValue,
} from '@marketops/core';
import {
  matchesFilePattern,
  type ConfigReading,
  type FileContent,
  type FileFact,
  type HeadCommit,
  type HistoryMessage,
  type HistoryTag,
  type ProjectHistory,
  type ProjectReader,
  type Reading,
} from '@marketops/engine';

const committedAtSeconds = 1_772_449_200;

/** The id of a commit that only tests know. */
export function testCommit(name: string): GitObjectId {
  return sha1Hex(utf8Encode(name)) as GitObjectId;
}

/** A history in memory. */
class MemoryHistory implements ProjectHistory {
  headCommit: HeadCommit = {
    commit: testCommit('head'),
    authorEmail: 'carol@lantern.example',
    committedAt: instantFromSeconds(committedAtSeconds),
  };
  uncommittedPaths: string[] = [];
  tagged: HistoryTag[] = [];
  messages: HistoryMessage[] = [];

  head(): Promise<Reading<HeadCommit>> {
    return read(this.headCommit);
  }

  uncommitted(countMax: number): Promise<Reading<readonly string[]>> {
    return read(this.uncommittedPaths.slice(0, countMax));
  }

  tags(): Promise<Reading<readonly HistoryTag[]>> {
    return read(this.tagged);
  }

  messagesSince(since: GitObjectId | null): Promise<Reading<readonly HistoryMessage[]>> {
    const end = this.messages.findIndex(({ commit }) => commit === since);
    return read(end < 0 ? this.messages : this.messages.slice(0, end));
  }
}

/** A project in memory. */
export class MemoryProject implements ProjectReader {
  readonly history = new MemoryHistory();
  /** Contents by path; a text stands for its UTF-8. */
  readonly files = new Map<string, string | Uint8Array>();
  /** Sizes that a file is to claim instead of its own. */
  readonly sizes = new Map<string, number>();
  configuration: JsonValue = {};

  config(): Promise<ConfigReading> {
    const value = this.configuration;
    return read({ path: 'marketops.yaml', sha256: digestOf(value), value, locate: firstPlace });
  }

  list(pattern: string): Promise<Reading<readonly string[]>> {
    const paths = [...this.files.keys()].filter((path) => matchesFilePattern(pattern, path));
    return read(paths.toSorted());
  }

  fact(path: string): Promise<Reading<FileFact>> {
    const bytes = this.#bytes(path);
    if (bytes === null) return missing(path);
    const size = this.sizes.get(path) ?? bytes.length;
    const location = `/project/${path}`;
    return read({ path, location, size, sha256: digestOfBytes(bytes), executable: false });
  }

  bytes(path: string, bytesMax: number): Promise<Reading<FileContent>> {
    const bytes = this.#bytes(path);
    if (bytes === null) return missing(path);
    if (bytes.length <= bytesMax) return read({ bytes, executable: false });
    const details = { expected: `at most ${bytesMax} bytes`, found: `${bytes.length} bytes` };
    const why = refusal('project.file_too_large', { subject: path, ...details });
    return Promise.resolve({ ok: false, refusal: why });
  }

  #bytes(path: string): Uint8Array | null {
    const content = this.files.get(path);
    if (content === undefined) return null;
    return typeof content === 'string' ? utf8Encode(content) : content;
  }
}

function firstPlace(): string {
  return '1:1';
}

function read<T>(value: T): Promise<Reading<T>> {
  return Promise.resolve({ ok: true, value });
}

function missing(path: string): Promise<Reading<never>> {
  const details = { subject: path, expected: 'a file', found: 'none' };
  return Promise.resolve({ ok: false, refusal: refusal('project.file_missing', details) });
}
