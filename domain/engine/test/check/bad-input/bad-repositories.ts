// SPDX-License-Identifier: Apache-2.0
// What the repository holds already, or does not hold.
import { sampleConfig, testCommit } from '@marketops/testkit';
import { configWithOperation } from '../../sample-runs.ts';
import { head, type BadInput } from './spoilt-project.ts';

/** What the repository holds already, or does not hold. */
export const badRepositories: readonly BadInput[] = [
  {
    name: 'a commit that is not on GitHub',
    spoil: ({ repositories }) => {
      repositories.push('main', { 'docs/install.md': '# Install 1.1.0\n' }, testCommit('other'));
      repositories.commits.delete(head);
    },
    subject: 'tag_repo "tag"',
    code: 'plan.commit_not_on_github',
    expected: `commit ${head} on GitHub`,
    found: 'HTTP 404',
  },
  {
    name: 'a tag that is there and leads elsewhere',
    spoil: ({ repositories }) => {
      const oid = testCommit('elsewhere');
      repositories.tags.set('v1.2.0', { oid, annotated: false, targetCommit: oid });
    },
    subject: 'tag v1.2.0',
    code: 'plan.tag_exists',
    expected: 'no such tag',
    found: `${testCommit('elsewhere')}, which leads to ${testCommit('elsewhere')}`,
  },
  {
    name: 'an existing tag that is not there',
    spoil: (sample) => {
      const members = { kind: 'publish_release', existingTag: true, name: 'release' };
      const { operations } = sampleConfig as { operations: readonly object[] };
      const only = [{ ...operations[1], ...members }];
      sample.project.configuration = { ...sampleConfig, operations: only };
    },
    subject: 'tag v1.2.0',
    code: 'plan.tag_missing',
    expected: 'a tag on GitHub',
    found: 'none',
  },
  {
    name: 'a release that is published',
    spoil: ({ repositories }) => {
      repositories.releases.set('v1.2.0', 'https://github.example/acme/lantern/releases/1');
    },
    subject: 'tag v1.2.0',
    code: 'plan.release_exists',
    expected: 'no release of this tag',
    found: 'https://github.example/acme/lantern/releases/1',
  },
  {
    name: 'a base branch that is not there',
    spoil: (sample) => {
      sample.project.configuration = configWithOperation('docs', { base: 'next' });
    },
    subject: 'branch next',
    code: 'plan.branch_missing',
    expected: 'a branch on GitHub',
    found: 'none',
  },
  {
    name: 'a branch that is there',
    spoil: ({ repositories }) => repositories.branches.set('docs/1.2.0', head),
    subject: 'branch docs/1.2.0',
    code: 'plan.branch_exists',
    expected: 'no such branch',
    found: `one at ${head}`,
  },
  {
    name: 'a pull request that is open',
    spoil: ({ repositories }) => {
      repositories.pullRequests.set('docs/1.2.0', 'https://github.example/acme/lantern/pull/7');
    },
    subject: 'branch docs/1.2.0',
    code: 'plan.pull_request_open',
    expected: 'no open pull request',
    found: 'https://github.example/acme/lantern/pull/7',
  },
  {
    name: 'a folder of the base that is not what its id says',
    spoil: ({ repositories }) => {
      for (const [oid, entries] of repositories.trees) {
        repositories.trees.set(oid, entries.slice(0, 0));
      }
    },
    subject: 'main:/',
    code: 'plan.tree_unreadable',
    expected: 'entries that make up tree 2af9cd0841e0ffca0c31cde389802c7b6c50a4a3',
    found: 'others',
  },
  {
    name: 'a deletion of a file that is not there',
    spoil: (sample) => {
      sample.project.configuration = configWithOperation('docs', { deletes: ['docs/gone.md'] });
    },
    subject: 'main:docs/gone.md',
    code: 'plan.tree_unreadable',
    expected: 'a file on the base branch to delete',
    found: 'none',
  },
];
