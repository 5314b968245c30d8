// SPDX-License-Identifier: Apache-2.0
// A project and a MarketOps home of a test's own, with everything that publishing reads through.
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readdir, readlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseSha256Digest, type Sha256Digest } from '@marketops/core';
import type { OpenContent } from '@marketops/publisher';
import { ContentIndex } from '../../src/content/content-index.ts';
import { FileContentRegistry } from '../../src/content/file-content-registry.ts';
import { FileContentSource } from '../../src/content/file-content-source.ts';

/** The digest of some bytes. */
export function sha256Of(bytes: Uint8Array | string): Sha256Digest {
  const parsed = parseSha256Digest(createHash('sha256').update(bytes).digest('hex'));
  if (!parsed.ok) throw new TypeError(parsed.problem.expected);
  return parsed.value;
}

/** A folder with files to publish and the index that knows them. */
export class ContentFolder implements Disposable {
  readonly path = mkdtempSync(join(tmpdir(), 'marketops-content-'));
  readonly home = join(this.path, 'home', 'content');

  /** The path of a name beside the home. */
  at(name: string): string {
    return join(this.path, name);
  }

  async index(): Promise<ContentIndex> {
    return ContentIndex.open(this.home);
  }

  async registry(): Promise<FileContentRegistry> {
    return new FileContentRegistry(await this.index());
  }

  async source(): Promise<FileContentSource> {
    return new FileContentSource(await this.index());
  }

  /** Writes a file, registers it as approved, and returns what was approved. */
  async approve(name: string, bytes: Uint8Array | string) {
    const location = this.at(name);
    writeFileSync(location, bytes);
    const entry = { sha256: sha256Of(bytes), size: Buffer.byteLength(bytes), location };
    await (await this.registry()).registerFile(entry);
    return entry;
  }

  /** Opens approved content; throws where none is known. */
  async open({ sha256, size }: { sha256: Sha256Digest; size: number }): Promise<OpenContent> {
    const content = await (await this.source()).open(sha256, size);
    if (content === null) throw new TypeError('no content is known');
    return content;
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** What came of reading: the bytes that were given out, and the error that ended it, if any. */
export async function readAll(content: OpenContent) {
  const chunks: Uint8Array[] = [];
  let error: unknown = null;
  try {
    for await (const chunk of content.chunks) chunks.push(chunk);
  } catch (thrown) {
    error = thrown;
  }
  await content.close();
  return { bytes: Buffer.concat(chunks), error };
}

/** How many files of a folder this process has open (Linux). */
export async function openFilesUnder(folder: string): Promise<number> {
  const names = await readdir('/proc/self/fd');
  const targets = await Promise.all(
    names.map((name) => readlink(`/proc/self/fd/${name}`).catch(() => '')),
  );
  return targets.filter((target) => target.startsWith(folder)).length;
}
