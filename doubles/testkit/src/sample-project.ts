// SPDX-License-Identifier: Apache-2.0
// A project that ships as it stands, with everything that its plan reads: what tests change one thing
// of at a time.
import {
  digestOfBytes,
  parseHostName,
  parseInstant,
  parseRepositoryName,
  utf8Encode,
  type JsonObject,
} from '@marketops/core';
import { must } from './must.ts';
import { MemoryContentRegistry } from './memory-content.ts';
import { MemoryProject, testCommit } from './memory-project.ts';
import { MemoryRepository } from './memory-repository.ts';
import { MemoryRunStore } from './memory-run-store.ts';
import { ManualClock } from './manual-clock.ts';
import { ScriptedWeigher } from './scripted-weigher.ts';
import { SeededEntropy } from './seeded-entropy.ts';

/** The configuration of the sample project: a tag, its release, a pull request after it. */
export const sampleConfig: JsonObject = {
  schema: 'urn:marketops:config:v1',
  repository: 'acme/lantern',
  version: { file: 'package.json' },
  notes: { source: 'keep_a_changelog' },
  author: { name: 'Lantern Releases', email: 'releases@lantern.example' },
  artifacts: ['dist/*'],
  operations: [
    { name: 'tag', kind: 'tag_repo', message: 'lantern {version}\n' },
    {
      name: 'release',
      kind: 'publish_release',
      title: 'lantern {version}',
      assets: [{ path: 'dist/*.txt' }, { path: 'dist/SHA256SUMS' }],
      checksums: 'dist/SHA256SUMS',
    },
    {
      name: 'docs',
      kind: 'open_pr',
      after: ['release'],
      branch: 'docs/{version}',
      title: 'docs: lantern {version}',
      body: 'Names {version}.',
      message: 'docs: lantern {version}\n',
      files: [{ from: 'build/install.md', path: 'docs/install.md' }],
    },
  ],
};

/** Everything that a run of the sample project reads and writes with. */
export interface SampleProject {
  readonly project: MemoryProject;
  readonly repositories: MemoryRepository;
  readonly weigher: ScriptedWeigher;
  readonly content: MemoryContentRegistry;
  readonly runs: MemoryRunStore;
  readonly clock: ManualClock;
  readonly entropy: SeededEntropy;
  readonly observer: null;
}

/** The sample project; each call makes one of its own. */
export function sampleProject(): SampleProject {
  const project = new MemoryProject();
  project.configuration = sampleConfig;
  for (const [path, text] of Object.entries(sampleFiles())) project.files.set(path, text);
  project.history.tagged = [
    { name: 'v1.1.0', commit: testCommit('release 1.1.0'), reachable: true },
  ];
  const repositories = new MemoryRepository({
    host: must(parseHostName('github.example')),
    ownerId: 1001,
    repositoryId: 2002,
    fullName: must(parseRepositoryName('acme/lantern')),
  });
  const repositoryFiles = { 'README.md': '# lantern\n', 'docs/install.md': '# Install 1.1.0\n' };
  repositories.push('main', repositoryFiles, project.history.headCommit.commit);
  return {
    project,
    repositories,
    weigher: new ScriptedWeigher(),
    content: new MemoryContentRegistry(),
    runs: new MemoryRunStore(),
    clock: new ManualClock(must(parseInstant('2026-03-02T12:00:00Z'))),
    entropy: new SeededEntropy('sample project'),
    observer: null,
  };
}

function sampleFiles(): { readonly [path: string]: string } {
  const artifact = 'a lantern, built\n';
  return {
    'package.json': '{ "name": "lantern", "version": "1.2.0" }\n',
    'CHANGELOG.md': [
      '# Changelog',
      '## [Unreleased]',
      '## [1.2.0] - 2026-03-02',
      '### Added',
      '- It decodes.',
      '## [1.1.0] - 2026-02-09',
      '- It encodes.',
      '',
    ].join('\n\n'),
    'dist/lantern-1.2.0.txt': artifact,
    'dist/SHA256SUMS': `${digestOfBytes(utf8Encode(artifact))}  lantern-1.2.0.txt\n`,
    'build/install.md': '# Install 1.2.0\n',
  };
}
