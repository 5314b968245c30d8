// SPDX-License-Identifier: Apache-2.0
// The example project, for real: its history made by git, its files built, its marketops.yaml read
// from disk. The object ids of its plan are those that git itself computes.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  digestOfBytes,
  parseGitObjectId,
  parseHostName,
  parseInstant,
  parsePersonId,
  parseRepositoryName,
  treeEntryModes,
  instantToMs,
  type OpenPrOperation,
  type RunId,
  type TreeEntry,
} from '@marketops/core';
import { MarketOpsEngine, NullSinkSideEffectPort, type RunOutcome } from '@marketops/engine';
import {
  ManualClock,
  MemoryContentRegistry,
  MemoryRepository,
  MemoryRunStore,
  ScriptedWeigher,
  SeededEntropy,
  must,
} from '@marketops/testkit';
import { FolderProjectReader } from '../src/index.ts';
import { emptyFolder } from './folders.ts';

/** Makes the history of lantern in a folder, and builds its release files there. */
const makeHistory = join(import.meta.dirname, '../../../examples/lantern/make-history.mjs');

function git(folder: string, given: readonly string[], input = ''): string {
  return execFileSync('git', given, { cwd: folder, input, encoding: 'utf8' }).trim();
}

/** What GitHub holds after the history was pushed there. */
function pushedTo(folder: string): MemoryRepository {
  const repository = new MemoryRepository({
    host: must(parseHostName('github.example')),
    ownerId: 1001,
    repositoryId: 2002,
    fullName: must(parseRepositoryName('harbour-tools/lantern')),
  });
  const head = must(parseGitObjectId(git(folder, ['rev-parse', 'HEAD'])));
  const root = must(parseGitObjectId(git(folder, ['rev-parse', 'HEAD^{tree}'])));
  const listed = git(folder, ['ls-tree', '-r', '-d', '--format=%(objectname)', 'HEAD']).split('\n');
  for (const oid of [root, ...listed.map((line) => must(parseGitObjectId(line)))]) {
    repository.trees.set(oid, entriesOf(folder, oid));
  }
  repository.commits.set(head, root);
  repository.branches.set('main', head);
  return repository;
}

function entriesOf(folder: string, oid: string): readonly TreeEntry[] {
  const format = '--format=%(objectmode) %(objectname) %(path)';
  return git(folder, ['ls-tree', format, oid])
    .split('\n')
    .map((line) => {
      const [mode = '', id = '', name = ''] = line.split(' ');
      const known = treeEntryModes.find((candidate) => candidate === mode.replace(/^0/, ''));
      if (known === undefined) throw new TypeError(`expected a tree entry, found ${line}`);
      return { mode: known, name, id: must(parseGitObjectId(id)) };
    });
}

/** Lantern in a folder of its own, and everything that a run of it reads and writes with. */
async function lantern() {
  const folder = emptyFolder();
  execFileSync(process.execPath, [makeHistory, folder]);
  const project = await FolderProjectReader.open(folder);
  if (!project.ok) throw new TypeError(project.refusal.found);
  const ports = {
    project: project.value,
    repositories: pushedTo(folder),
    weigher: new ScriptedWeigher(),
    content: new MemoryContentRegistry(),
    runs: new MemoryRunStore(),
    clock: new ManualClock(must(parseInstant('2026-03-02T12:00:00.250Z'))),
    entropy: new SeededEntropy('lantern'),
    observer: null,
  };
  return { folder, ports };
}

type Ports = Awaited<ReturnType<typeof lantern>>['ports'];

function dryRun(ports: Ports, against: RunId | null = null): Promise<RunOutcome> {
  return new MarketOpsEngine(ports).run({
    mode: 'dry_run',
    runId: null,
    proposer: { kind: 'person', id: must(parsePersonId('carol')), onBehalfOf: null },
    dryRunId: null,
    against,
    sideEffects: new NullSinkSideEffectPort(),
  });
}

/** The three operations of lantern's plan. */
function operationsOf(outcome: RunOutcome) {
  const [tag, release, docs] = outcome.sealed?.plan.operations ?? [];
  if (
    tag?.operation.kind !== 'tag_repo' ||
    release?.operation.kind !== 'publish_release' ||
    docs?.operation.kind !== 'open_pr'
  ) {
    throw new TypeError(`expected three operations, found ${JSON.stringify(outcome.refusals)}`);
  }
  return { tag: tag.operation, release: release.operation, docs: docs.operation };
}

describe('lantern', () => {
  it('ships whole: a tag, its release with three files, a pull request', async () => {
    const { folder, ports } = await lantern();
    const outcome = await dryRun(ports);
    expect(outcome.fault).toBeNull();
    const { tag, release, docs } = operationsOf(outcome);
    expect(outcome.sealed?.plan.notShipped).toEqual([]);
    expect(outcome.sealed?.plan.facts).toMatchObject({
      version: '1.2.0',
      previousVersion: '1.1.0',
      versionStep: 'minor',
      firstRelease: false,
      pathsTouched: ['docs/install.md'],
      assetCount: 3,
      lastAuthor: 'carol@lantern.example',
    });
    expect(tag.tag.targetCommit).toBe(git(folder, ['rev-parse', 'HEAD']));
    expect(release.tag).toMatchObject({ oid: tag.tag.oid, mustExist: true });
    expect(release.body).toMatch(/^### Added\n\n- `lantern decode` turns[\s\S]+<!-- marketops:op_/);
    for (const { name, sha256, size } of release.assets) {
      const bytes = readFileSync(join(folder, 'dist', name));
      expect([digestOfBytes(bytes), bytes.length]).toEqual([sha256, size]);
      expect(ports.content.files.get(sha256)?.location).toBe(join(folder, 'dist', name));
    }
    expect(release.assets.map(({ name, mediaType }) => [name, mediaType])).toEqual([
      ['lantern-1.2.0.tar.gz', 'application/gzip'],
      ['lantern-1.2.0.files.txt', 'text/plain'],
      ['SHA256SUMS', 'text/plain'],
    ]);
    expect(docs.body).toContain(`tagged as \`v1.2.0\` at ${tag.tag.targetCommit}.`);
  });

  it('has the tag object that git makes', async () => {
    const { folder, ports } = await lantern();
    const { tag } = operationsOf(await dryRun(ports));
    const { tagger, message } = tag.tag.annotation;
    const seconds = instantToMs(tagger.date) / 1_000;
    const content = [
      `object ${tag.tag.targetCommit}`,
      'type commit',
      `tag ${tag.tag.name}`,
      `tagger ${tagger.name} <${tagger.email}> ${seconds} +0000`,
      '',
      message,
    ].join('\n');
    expect(git(folder, ['mktag'], content)).toBe(tag.tag.oid);
  });

  it('has the blobs, trees and commit that git makes', async () => {
    const { folder, ports } = await lantern();
    const { docs } = operationsOf(await dryRun(ports));
    const [file] = docs.files;
    if (file?.change !== 'write') throw new TypeError('expected a written file');
    const page = join(folder, 'build/docs/install.md');
    expect(git(folder, ['hash-object', '-w', page])).toBe(file.blobOid);
    const subtree = git(folder, ['mktree'], `${file.mode} blob ${file.blobOid}\tinstall.md\n`);
    const rest = git(folder, ['ls-tree', 'HEAD'])
      .split('\n')
      .filter((line) => !line.endsWith('\tdocs'));
    const tree = git(folder, ['mktree'], [...rest, `040000 tree ${subtree}\tdocs`, ''].join('\n'));
    expect(docs.base.tree).toBe(git(folder, ['rev-parse', 'HEAD^{tree}']));
    expect(docs.commit.tree).toBe(tree);
    expect(commitByGit(folder, docs)).toBe(docs.commit.oid);
  });

  it('has a plan of the same bytes wherever it is made', async () => {
    const [here, there] = [await lantern(), await lantern()];
    const [one, other] = [await dryRun(here.ports), await dryRun(there.ports)];
    expect(one.sealed?.bytes).toEqual(other.sealed?.bytes);
    expect(one.sealed?.bytes.length).toBeGreaterThan(4_000);
  });

  it('has a plan that differs in just what changed since an earlier one', async () => {
    const { folder, ports } = await lantern();
    const first = await dryRun(ports);
    await ports.clock.sleep(3_600_000);
    const again = await dryRun(ports, first.run?.runId ?? null);
    expect(again.difference).toEqual([]);
    writeFileSync(join(folder, 'build/docs/install.md'), '# Installing\n');
    const changed = await dryRun(ports, first.run?.runId ?? null);
    expect(changed.difference?.map(({ path }) => path)).toEqual([
      '/operations/2/digest',
      '/operations/2/operation/commit/oid',
      '/operations/2/operation/commit/tree',
      '/operations/2/operation/files/0/blobOid',
      '/operations/2/operation/files/0/sha256',
      '/operations/2/operation/files/0/size',
    ]);
  });

  it('does not ship an artifact that changed after it was built', async () => {
    const { folder, ports } = await lantern();
    writeFileSync(join(folder, 'dist/lantern-1.2.0.files.txt'), 'something else\n');
    const { sealed } = await dryRun(ports);
    expect(sealed?.plan.operations).toEqual([]);
    expect(sealed?.plan.notShipped[0]).toMatchObject({
      code: 'checksum.mismatch',
      subject: 'dist/lantern-1.2.0.files.txt',
    });
  });

  it('does not ship with a file that is not committed', async () => {
    const { folder, ports } = await lantern();
    writeFileSync(join(folder, 'README.md'), '# another\n');
    writeFileSync(join(folder, 'new.txt'), '');
    const { sealed } = await dryRun(ports);
    expect(sealed?.plan.notShipped[0]).toMatchObject({
      code: 'project.uncommitted',
      found: 'other content in README.md, new.txt',
    });
  });

  it('refuses its configuration with the line that is wrong', async () => {
    const { folder, ports } = await lantern();
    const path = join(folder, 'marketops.yaml');
    writeFileSync(path, readFileSync(path, 'utf8').replace('checksums:', 'checksum:'));
    const { refusals } = await dryRun(ports);
    expect(refusals).toMatchObject([
      {
        code: 'config.invalid',
        subject: 'marketops.yaml:39:5 /operations/1/checksum',
        found: 'unknown key "checksum"; did you mean "checksums"?',
      },
    ]);
  });
});

function commitByGit(folder: string, { commit, base }: OpenPrOperation): string {
  const { author, committer, message, tree } = commit;
  const env = {
    PATH: process.env['PATH'],
    GIT_AUTHOR_NAME: author.name,
    GIT_AUTHOR_EMAIL: author.email,
    GIT_AUTHOR_DATE: author.date,
    GIT_COMMITTER_NAME: committer.name,
    GIT_COMMITTER_EMAIL: committer.email,
    GIT_COMMITTER_DATE: committer.date,
  };
  const given = ['commit-tree', tree, '-p', base.commit];
  return execFileSync('git', given, { cwd: folder, env, input: message, encoding: 'utf8' }).trim();
}
