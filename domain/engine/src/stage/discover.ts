// SPDX-License-Identifier: Apache-2.0
// Stage 1. Finds out what there is: the configuration, the commit, the version, the notes, the
// artifacts with their digests, and the repository on GitHub with its numeric ids.
import {
  LEDGER_LIMITS,
  digestOfBytes,
  refusal,
  type Refusal,
  type Sha256Digest,
} from '@marketops/core';
import { credentialNotices, openRepository } from '../discover/open-repository.ts';
import { readConfig, type ReadConfig } from '../discover/read-config.ts';
import { readFiles, type FoundFiles } from '../discover/read-files.ts';
import { readNotes, type NotesMaterial } from '../discover/read-notes.ts';
import {
  readVersionFile,
  taggedVersions,
  type TaggedVersion,
  type VersionFile,
} from '../discover/read-version.ts';
import type { HeadCommit, Reading } from '../port/project-facts.ts';
import type { ProjectHistory } from '../port/project-reader.ts';
import type { RepositoryReader } from '../port/repository-reader.ts';
import { previousVersion } from '../version/version-step.ts';
import type { SemanticVersion } from '../version/semantic-version.ts';
import { completed, failed, type StageContext, type StageResult } from './stage-context.ts';

/** Something that was read, by name and digest: what the proof ledger lists. */
export interface RunInput {
  readonly name: string;
  readonly sha256: Sha256Digest;
}

/** What there is. */
export interface Discovery extends ReadConfig {
  readonly version: SemanticVersion;
  /** Every tagged version, whether or not the commit descends from it. */
  readonly tagged: readonly TaggedVersion[];
  readonly previous: TaggedVersion | null;
  readonly head: HeadCommit;
  /** Paths that differ from the commit. */
  readonly uncommitted: readonly string[];
  readonly notes: NotesMaterial;
  readonly files: FoundFiles;
  readonly reader: RepositoryReader;
  readonly inputs: readonly RunInput[];
  /** What is worth knowing and refuses nothing. */
  readonly notices: readonly Refusal[];
}

const uncommittedShownMax = 20;

/** Discovers; refuses only what leaves nothing to judge. */
export async function discover(context: StageContext): Promise<StageResult<Discovery>> {
  const { project } = context;
  const read = readConfig(await project.config());
  if (!read.ok) return failed(read.refusal);
  const { config } = read.value;
  const history = await readHistory(project.history);
  if (!history.ok) return failed(history.refusal);
  const version = await readVersionFile(project, config.version);
  if (!version.ok) return failed(version.refusal);
  const tagged = taggedVersions(history.value.tags, config.version);
  const previous = previousTagged(version.value.version, tagged);
  const notes = await readNotes(project, config.notes, previous?.tag.commit ?? null);
  if (!notes.ok) return failed(notes.refusal);
  const files = await readFiles(project, config);
  if (!files.ok) return failed(files.refusal);
  const inputs = inputsOf(read.value, {
    version: version.value,
    notes: notes.value,
    files: files.value,
  });
  if (inputs.length > LEDGER_LIMITS.inputsMax) return failed(tooManyInputs(inputs.length));
  const reader = await openRepository(context.repositories, config.repository);
  if (!reader.ok) return failed(reader.refusal);
  const discovery: Discovery = {
    ...read.value,
    ...history.value,
    version: version.value.version,
    tagged,
    previous,
    notes: notes.value,
    files: files.value,
    reader: reader.value,
    inputs,
    notices: credentialNotices(reader.value),
  };
  return completed(discovery, summaryOf(discovery));
}

async function readHistory(history: ProjectHistory) {
  const head = await history.head();
  if (!head.ok) return head;
  const uncommitted = await history.uncommitted(uncommittedShownMax);
  if (!uncommitted.ok) return uncommitted;
  const tags = await history.tags();
  if (!tags.ok) return tags;
  const value = { head: head.value, uncommitted: uncommitted.value, tags: tags.value };
  return { ok: true, value } satisfies Reading<typeof value>;
}

/** The tagged version before this one that the commit descends from. */
function previousTagged(
  version: SemanticVersion,
  tagged: readonly TaggedVersion[],
): TaggedVersion | null {
  const reachable = tagged.filter(({ tag }) => tag.reachable);
  const previous = previousVersion(
    version,
    reachable.map((candidate) => candidate.version),
  );
  return reachable.find((candidate) => candidate.version === previous) ?? null;
}

function inputsOf(
  { config, file }: ReadConfig,
  read: {
    readonly version: VersionFile;
    readonly notes: NotesMaterial;
    readonly files: FoundFiles;
  },
): readonly RunInput[] {
  const inputs = new Map<string, Sha256Digest>([
    [file.path, file.sha256],
    [config.version.file, digestOfBytes(read.version.bytes)],
  ]);
  if (read.notes.kind === 'changelog') inputs.set(read.notes.file, read.notes.sha256);
  for (const { path, sha256 } of read.files.artifacts) inputs.set(path, sha256);
  for (const [path, { sha256 }] of read.files.sources) inputs.set(path, sha256);
  return [...inputs].map(([name, sha256]) => ({ name, sha256 }));
}

function tooManyInputs(count: number): Refusal {
  const details = { expected: `at most ${LEDGER_LIMITS.inputsMax} files`, found: `${count} files` };
  return refusal('plan.too_large', { subject: 'files that are read', ...details });
}

function summaryOf({ version, head, files, reader }: Discovery): string {
  const bytes = files.artifacts.reduce((total, { size }) => total + size, 0);
  return [
    `version ${version.text} at ${head.commit}`,
    `${files.artifacts.length} artifacts of ${bytes} bytes hashed`,
    `repository ${reader.identity.fullName} is ${reader.identity.repositoryId}`,
  ].join('; ');
}
