// SPDX-License-Identifier: Apache-2.0
// A project in a folder: its marketops.yaml, its files, and the git repository it belongs to.
import { realpath } from 'node:fs/promises';
import { digestOfBytes, refusal, type Refusal } from '@marketops/core';
import type {
  ConfigReading,
  FileContent,
  FileFact,
  ProjectHistory,
  ProjectReader,
  Reading,
} from '@marketops/engine';
import { listMatching } from './file-walk.ts';
import { GitHistory } from './git-history.ts';
import { contentOf, factOf } from './project-file.ts';
import { readStrictYaml, yamlBytesMax } from './strict-yaml.ts';
import { systemErrorCode } from './system-error.ts';

/** The name of the configuration file. */
const configFileName = 'marketops.yaml';

/** Reads a project in a folder. */
export class FolderProjectReader implements ProjectReader {
  readonly history: ProjectHistory;
  readonly #root: string;

  private constructor(root: string) {
    this.#root = root;
    this.history = new GitHistory(root);
  }

  /** Opens the project in `folder`; refused where there is no such folder. */
  static async open(folder: string): Promise<Reading<FolderProjectReader>> {
    try {
      return { ok: true, value: new FolderProjectReader(await realpath(folder)) };
    } catch (error) {
      const found = systemErrorCode(error) ?? 'none';
      const details = { subject: 'project', expected: 'a folder that can be read', found };
      return { ok: false, refusal: refusal('project.file_missing', details) };
    }
  }

  async config(): Promise<ConfigReading> {
    const content = await contentOf(this.#root, configFileName, yamlBytesMax);
    if (!content.ok) return { ok: false, refusal: configRefusal(content.refusal) };
    const { bytes } = content.value;
    const yaml = readStrictYaml(bytes);
    if (!yaml.ok) {
      const { path, expected, found } = yaml.problem;
      const details = { subject: `${configFileName}:${path}`, expected, found };
      return { ok: false, refusal: refusal('config.malformed', details) };
    }
    const { value, locate } = yaml.value;
    const sha256 = digestOfBytes(bytes);
    return { ok: true, value: { path: configFileName, sha256, value, locate } };
  }

  list(pattern: string): Promise<Reading<readonly string[]>> {
    return listMatching(this.#root, pattern);
  }

  fact(path: string): Promise<Reading<FileFact>> {
    return factOf(this.#root, path);
  }

  bytes(path: string, bytesMax: number): Promise<Reading<FileContent>> {
    return contentOf(this.#root, path, bytesMax);
  }
}

/** A configuration that is not there has its own code, which leads to `marketops init`. */
function configRefusal(why: Refusal): Refusal {
  const code = why.code === 'project.file_missing' ? 'config.missing' : 'config.malformed';
  return refusal(code, why);
}
