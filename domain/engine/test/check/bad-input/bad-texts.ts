// SPDX-License-Identifier: Apache-2.0
// Texts and names that cannot be shown.
import { configWithOperation } from '../../sample-runs.ts';
import { release, type BadInput } from './spoilt-project.ts';

/** Texts and names that cannot be shown. */
export const badTexts: readonly BadInput[] = [
  {
    name: 'notes with a bidirectional override',
    spoil: ({ project }) => {
      project.files.set('CHANGELOG.md', '## 1.2.0\n\n- It \u202Edecodes.\n');
    },
    subject: 'publish_release "release", body',
    code: 'text.hidden_character',
    expected: 'characters that a reader sees',
    found: 'bidirectional embedding or override U+202E at line 1, column 6',
  },
  {
    name: 'notes with a script link',
    spoil: ({ project }) => {
      project.files.set('CHANGELOG.md', '## 1.2.0\n\n- [It](javascript:x) decodes.\n');
    },
    subject: 'publish_release "release", body',
    code: 'text.link_unsafe',
    expected: 'links by https, http or mailto to the host they show',
    found: 'javascript:x: scheme javascript',
  },
  {
    name: 'a body over the limit, its marker counted',
    spoil: ({ project }) => {
      project.files.set('CHANGELOG.md', `## 1.2.0\n\n${'a'.repeat(125_000 - 55)}\n`);
    },
    subject: 'publish_release "release", body',
    code: 'text.too_long',
    expected: 'at most 124944 characters',
    found: '124945 characters',
  },
  {
    name: 'a title over the limit',
    spoil: (sample) => release(sample, { title: `{commit} ${'a'.repeat(216)}` }),
    subject: 'publish_release "release", title',
    code: 'text.too_long',
    expected: 'at most 256 characters',
    found: '257 characters',
  },
  {
    name: 'a body that holds a marker',
    spoil: (sample) => release(sample, { body: '<!-- marketops:op_1 --> {notes}' }),
    subject: 'publish_release "release", body',
    code: 'text.reserved',
    expected: 'a text without <!-- marketops:',
    found: 'one at line 1, column 1',
  },
  {
    name: 'a variable without a value',
    spoil: (sample) => {
      sample.project.history.tagged = [];
      release(sample, { body: 'Since {previousTag}.' });
    },
    subject: 'publish_release "release", body',
    code: 'text.empty',
    expected: 'a value for {previousTag}, the tag of the version before it',
    found: 'none in this run',
  },
  {
    name: 'a branch that git does not take',
    spoil: (sample) => {
      sample.project.configuration = configWithOperation('docs', { branch: 'docs..{version}' });
    },
    subject: 'open_pr "docs", branch',
    code: 'project.name_invalid',
    expected: 'a name without ".." and "@{"',
    found: '"docs..1.2.0"',
  },
  {
    name: 'a branch that is the base',
    spoil: (sample) => {
      sample.project.configuration = configWithOperation('docs', { branch: 'main' });
    },
    subject: 'open_pr "docs", branch',
    code: 'project.name_invalid',
    expected: 'another branch than the base',
    found: 'main',
  },
];
