// SPDX-License-Identifier: Apache-2.0
// Where the bytes behind a digest are: one small file a digest, in a folder of MarketOps' own. An
// entry is a hint and never a proof; whoever reads the bytes hashes them.
import { readFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import {
  canonicalJsonBytes,
  integer,
  literal,
  object,
  parseStrictJson,
  taggedUnion,
  text,
  type Sha256Digest,
} from '@marketops/core';
import type { FileContentEntry } from '@marketops/engine';
import { sweepDrafts, type SweptDrafts } from '../file/drafts.ts';
import { makeFolder, writeDurably } from '../file/durable-file.ts';
import { systemErrorCode } from '../file/system-error.ts';

const locationCharactersMax = 4_096;
const entryLimits = { bytesMax: 65_536, depthMax: 1, numbers: 'integer' } as const;

/** Bytes that stay in a file of somebody else's, or that are kept beside the index. */
type ContentEntry =
  | { readonly kind: 'file'; readonly location: string; readonly size: number }
  | { readonly kind: 'stored'; readonly size: number };

const entrySchema = taggedUnion<ContentEntry>('kind', {
  file: object({
    kind: literal('file'),
    location: text({ lengthMin: 1, lengthMax: locationCharactersMax }),
    size: integer(0),
  }),
  stored: object({ kind: literal('stored'), size: integer(0) }),
});

/** The index and the bytes that it keeps, in one folder. */
export class ContentIndex {
  readonly #entries: string;
  readonly #stored: string;

  private constructor(folder: string) {
    this.#entries = join(folder, 'index');
    this.#stored = join(folder, 'stored');
  }

  /** Opens the index of a folder, given by its absolute path; makes what is not there yet. */
  static async open(folder: string): Promise<ContentIndex> {
    if (!isAbsolute(folder)) throw new RangeError(`expected an absolute path, found ${folder}`);
    const index = new ContentIndex(folder);
    for (const path of [folder, index.#entries, index.#stored]) await makeFolder(path);
    return index;
  }

  /** Removes old drafts from the index of a folder; makes no folder, and never throws. */
  static async sweepDrafts(folder: string, swept: SweptDrafts): Promise<void> {
    const index = new ContentIndex(folder);
    for (const path of [index.#entries, index.#stored]) await sweepDrafts(path, swept);
  }

  /** The path where a digest's bytes were last said to be; null where nothing legible says so. */
  async find(sha256: Sha256Digest): Promise<string | null> {
    const bytes = await readIfPresent(this.#entryPath(sha256));
    if (bytes === null) return null;
    const json = parseStrictJson(bytes, entryLimits);
    const entry = json.ok ? entrySchema.parse(json.value, '') : json;
    if (!entry.ok) return null;
    return entry.value.kind === 'file' ? entry.value.location : this.#storedPath(sha256);
  }

  /** Remembers a file that stays where it is. */
  async rememberFile({ sha256, location, size }: FileContentEntry): Promise<void> {
    await this.#remember(sha256, { kind: 'file', location, size });
  }

  /** Keeps the bytes themselves. */
  async keep(sha256: Sha256Digest, bytes: Uint8Array): Promise<void> {
    await writeDurably(this.#storedPath(sha256), bytes);
    await this.#remember(sha256, { kind: 'stored', size: bytes.length });
  }

  async #remember(sha256: Sha256Digest, entry: ContentEntry): Promise<void> {
    const legible = entrySchema.parse(entry, '');
    if (!legible.ok) {
      const { path, expected, found } = legible.problem;
      throw new RangeError(`${path}: expected ${expected}, found ${found}`);
    }
    await writeDurably(this.#entryPath(sha256), canonicalJsonBytes(entry));
  }

  #entryPath(sha256: Sha256Digest): string {
    return join(this.#entries, `${sha256}.json`);
  }

  #storedPath(sha256: Sha256Digest): string {
    return join(this.#stored, sha256);
  }
}

async function readIfPresent(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return null;
    throw error;
  }
}
