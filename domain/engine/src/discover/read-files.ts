// SPDX-License-Identifier: Apache-2.0
// Reads the files that the configuration names. One that cannot be read becomes a refusal under its
// path, so that all of them are told at once.
import { LIMITS, digestOfBytes, refusal, type Refusal, type Sha256Digest } from '@marketops/core';
import type { OperationConfig } from '../config/operation-config.ts';
import type { ProjectConfig } from '../config/project-config.ts';
import type { FileFact, Reading } from '../port/project-facts.ts';
import type { ProjectReader } from '../port/project-reader.ts';

/** Bytes of a checksums or provenance file at most. */
const statementFileBytesMax = 16_777_216;

/** Bytes of all files of all pull requests together, which are held in memory. */
const pullRequestBytesMax = 134_217_728;

/** Artifacts at most; a plan lists every one that it leaves out. */
const artifactsMax = 900;

/** A file whose content was read whole. */
export interface SourceFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly sha256: Sha256Digest;
  readonly executable: boolean;
}

/** What was found of the files that the configuration names. */
export interface FoundFiles {
  /** Sorted by path; each once. */
  readonly artifacts: readonly FileFact[];
  /** Contents by path: pull-request files, checksums, provenance. */
  readonly sources: ReadonlyMap<string, SourceFile>;
  /** The files of each folder that a pull request takes, sorted. */
  readonly folders: ReadonlyMap<string, readonly string[]>;
  /** Why a path could not be read. */
  readonly problems: ReadonlyMap<string, Refusal>;
}

/** Finds artifacts and hashes them; reads what the operations need the content of. */
export async function readFiles(
  project: ProjectReader,
  config: ProjectConfig,
): Promise<Reading<FoundFiles>> {
  const problems = new Map<string, Refusal>();
  const artifacts = await findArtifacts(project, config, problems);
  if (!artifacts.ok) return artifacts;
  const folders = await listFolders(project, config, problems);
  const sources = new Map<string, SourceFile>();
  let total = 0;
  for (const { path, bytesMax } of wantedSources(config, folders)) {
    if (sources.has(path) || problems.has(path)) continue;
    const content = await project.bytes(path, bytesMax);
    if (!content.ok) {
      problems.set(path, content.refusal);
      continue;
    }
    const { bytes, executable } = content.value;
    total += bytes.length;
    if (total > pullRequestBytesMax) return { ok: false, refusal: overall(total) };
    sources.set(path, { path, bytes, sha256: digestOfBytes(bytes), executable });
  }
  return { ok: true, value: { artifacts: artifacts.value, sources, folders, problems } };
}

function overall(found: number): Refusal {
  return refusal('plan.too_large', {
    subject: 'pull-request files together',
    expected: `at most ${pullRequestBytesMax} bytes`,
    found: `${found} bytes or more`,
  });
}

async function findArtifacts(
  project: ProjectReader,
  config: ProjectConfig,
  problems: Map<string, Refusal>,
): Promise<Reading<readonly FileFact[]>> {
  const paths = new Set<string>();
  for (const pattern of config.artifacts) {
    const listed = await project.list(pattern);
    if (!listed.ok) return listed;
    for (const path of listed.value) paths.add(path);
  }
  if (paths.size > artifactsMax) {
    const details = { expected: `at most ${artifactsMax} files`, found: `${paths.size} files` };
    return { ok: false, refusal: refusal('plan.too_large', { subject: 'artifacts', ...details }) };
  }
  const facts: FileFact[] = [];
  for (const path of [...paths].toSorted()) {
    const fact = await project.fact(path);
    if (fact.ok) facts.push(fact.value);
    else problems.set(path, fact.refusal);
  }
  return { ok: true, value: facts };
}

async function listFolders(
  project: ProjectReader,
  config: ProjectConfig,
  problems: Map<string, Refusal>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const folders = new Map<string, readonly string[]>();
  for (const { from } of config.operations.flatMap(foldersOf)) {
    if (folders.has(from) || problems.has(from)) continue;
    const listed = await project.list(`${from}/**/*`);
    if (listed.ok) folders.set(from, listed.value);
    else problems.set(from, listed.refusal);
  }
  return folders;
}

function foldersOf(operation: OperationConfig): readonly { readonly from: string }[] {
  return operation.kind === 'open_pr' ? operation.folders : [];
}

interface WantedSource {
  readonly path: string;
  readonly bytesMax: number;
}

function wantedSources(
  config: ProjectConfig,
  folders: ReadonlyMap<string, readonly string[]>,
): readonly WantedSource[] {
  return config.operations.flatMap((operation) => {
    switch (operation.kind) {
      case 'tag_repo':
        return [];
      case 'publish_release':
        return [operation.checksums, ...operation.provenance].flatMap((path) =>
          path === null ? [] : [{ path, bytesMax: statementFileBytesMax }],
        );
      case 'open_pr':
        return [
          ...operation.files.map(({ from }) => from),
          ...operation.folders.flatMap(({ from }) => folders.get(from) ?? []),
        ].map((path) => ({ path, bytesMax: LIMITS.pullRequestFileBytesMax }));
    }
  });
}
