// SPDX-License-Identifier: Apache-2.0
// What is left out without standing in anybody's way: what nobody takes, and what is done already.
import { describe, expect, it } from 'vitest';
import { digestOfBytes, utf8Encode } from '@marketops/core';
import { sampleConfig, sampleProject, testCommit } from '@marketops/testkit';
import { configWithOperation, dryRun, notShippedOf } from '../sample-runs.ts';

const head = testCommit('head');

describe('an artifact that no operation takes', () => {
  it('is said to be left out, and the rest ships', async () => {
    const sample = sampleProject();
    sample.project.files.set('dist/debug.log', 'noise\n');
    const { sealed } = await dryRun(sample);
    expect(sealed?.plan.notShipped).toEqual([
      {
        subject: 'dist/debug.log',
        code: 'project.not_selected',
        expected: 'an operation that takes it',
        found: 'none; 6 bytes',
      },
    ]);
    expect(sealed?.plan.operations).toHaveLength(3);
  });
});

describe('a tag that is there and leads to the commit', () => {
  it('is used as it is: the release names it and waits for nothing', async () => {
    const sample = sampleProject();
    const oid = testCommit('tag object');
    sample.repositories.tags.set('v1.2.0', { oid, annotated: true, targetCommit: head });
    sample.project.history.tagged.push({ name: 'v1.2.0', commit: head, reachable: true });
    const { sealed } = await dryRun(sample);
    expect(sealed?.plan.notShipped).toEqual([
      {
        subject: 'tag v1.2.0',
        code: 'plan.already_done',
        expected: `a tag at ${head}`,
        found: `${oid}, which leads to ${head}`,
      },
    ]);
    const [release] = sealed?.plan.operations ?? [];
    expect(release).toMatchObject({
      operation: {
        kind: 'publish_release',
        tag: { oid, targetCommit: head, annotation: null, mustExist: true },
      },
      dependsOn: [],
      unknowns: [],
    });
    expect(release?.preconditions).toContainEqual({ kind: 'tag_at', tagName: 'v1.2.0', oid });
  });
});

describe('a pull request whose files are on the base', () => {
  it('is left out alone', async () => {
    const sample = sampleProject();
    sample.project.files.set('build/install.md', '# Install 1.1.0\n');
    const { sealed } = await dryRun(sample);
    expect(sealed?.plan.notShipped.map(({ code }) => code)).toEqual(['plan.nothing_changes']);
    expect(sealed?.plan.operations.map(({ operation }) => operation.kind)).toEqual([
      'tag_repo',
      'publish_release',
    ]);
  });
});

describe('operations that do not belong together', () => {
  it('ship without one another', async () => {
    const sample = sampleProject();
    sample.project.configuration = configWithOperation('docs', { after: [] });
    sample.project.files.delete('build/install.md');
    const { sealed } = await dryRun(sample);
    expect(sealed?.plan.operations.map(({ operation }) => operation.kind)).toEqual([
      'tag_repo',
      'publish_release',
    ]);
  });

  it('are held back with what they belong to, and say so', async () => {
    const sample = sampleProject();
    sample.project.files.delete('build/install.md');
    const held = (await notShippedOf(sample)).filter(({ code }) => code === 'plan.held_back');
    expect(held).toEqual([
      {
        subject: 'tag_repo "tag"',
        code: 'plan.held_back',
        expected: '"docs" to ship',
        found: 'it does not',
      },
      {
        subject: 'publish_release "release"',
        code: 'plan.held_back',
        expected: '"docs" to ship',
        found: 'it does not',
      },
    ]);
  });
});

describe('a configuration that allows more', () => {
  it('lets files differ from the commit', async () => {
    const sample = sampleProject();
    sample.project.configuration = { ...sampleConfig, uncommitted: 'allowed' };
    sample.project.history.uncommittedPaths = ['src/a.ts'];
    const { sealed } = await dryRun(sample);
    expect(sealed?.plan.operations).toHaveLength(3);
    expect(sealed?.plan.facts.artifactChecks[0]).toMatchObject({ verdict: 'not_configured' });
  });

  it('lets an older line be published after a newer one', async () => {
    const sample = sampleProject();
    const version = { file: 'package.json', backport: true };
    sample.project.configuration = { ...sampleConfig, version };
    const later = { name: 'v2.0.0', commit: testCommit('2.0.0'), reachable: false };
    sample.project.history.tagged.push(later);
    const { sealed } = await dryRun(sample);
    expect(sealed?.plan.operations).toHaveLength(3);
    expect(sealed?.plan.facts).toMatchObject({ previousVersion: '1.1.0', versionStep: 'minor' });
  });
});

describe('attestations', () => {
  const sha256 = digestOfBytes(utf8Encode('a lantern, built\n'));
  const statement = JSON.stringify({ subject: [{ name: 'x', digest: { sha256 } }] });
  const envelope = JSON.stringify({ payload: Buffer.from(statement).toString('base64') });
  const bundle = `{"dsseEnvelope": ${envelope}}`;
  const other = JSON.stringify({ subject: [{ name: 'y', digest: { sha512: '00' } }] });

  it.each([
    ['a statement', statement],
    ['an envelope', envelope],
    ['a bundle', bundle],
    ['a line each', `${other}\n${bundle}\n`],
  ])('are read from %s', async (_, content) => {
    const sample = sampleProject();
    sample.project.files.set('attestation.json', content);
    sample.project.configuration = configWithOperation('release', {
      provenance: ['attestation.json'],
    });
    const { sealed } = await dryRun(sample);
    expect(sealed?.plan.notShipped).toEqual([]);
    const checks = sealed?.plan.facts.artifactChecks ?? [];
    expect(checks.find(({ name }) => name === 'provenance')).toMatchObject({ verdict: 'passed' });
  });
});

describe('notes of commits', () => {
  it('are those since the previous version', async () => {
    const sample = sampleProject();
    const [tagged] = sample.project.history.tagged;
    sample.project.configuration = { ...sampleConfig, notes: { source: 'conventional_commits' } };
    sample.project.history.messages = [
      { commit: head, message: 'feat: decode' },
      { commit: tagged?.commit ?? head, message: 'feat: encode' },
    ];
    const { sealed } = await dryRun(sample);
    const release = sealed?.plan.operations[1]?.operation;
    expect(release).toMatchObject({ kind: 'publish_release' });
    expect(release).toHaveProperty(
      'body',
      expect.stringMatching(/^### Features\n\n- decode \(1a954628a9\)\n\n<!-- marketops:op_/),
    );
  });
});
