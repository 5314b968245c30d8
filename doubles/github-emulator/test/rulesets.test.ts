// SPDX-License-Identifier: Apache-2.0
// Rulesets: shown to readers, and in force wherever a reference changes.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { Ruleset } from '../src/state/ruleset.ts';
import {
  createDraft,
  type Fixture,
  number,
  objects,
  repo,
  startFixture,
  text,
} from './support/fixture.ts';
import { talkGit } from './support/sample-repository.ts';

describe('rulesets', () => {
  let fixture: Fixture;

  beforeEach(async () => {
    fixture = await startFixture();
  });
  afterEach(async () => fixture.close());

  const restrict = (ruleset: Partial<Omit<Ruleset, 'id' | 'createdAt'>>): void => {
    fixture.emulator.change({
      act: 'add_ruleset',
      repository: 'alice/sample',
      ruleset: {
        name: 'rules',
        target: 'tag',
        enforcement: 'active',
        include: ['refs/tags/v*'],
        exclude: [],
        rules: [{ type: 'creation' }],
        bypassLogins: [],
        ...ruleset,
      },
    });
  };
  const createRef = async (ref: string) =>
    fixture.api('POST', `${repo}/git/refs`, { body: { ref, sha: fixture.head } });

  it('are listed, shown, and answered for branches that do not exist yet', async () => {
    const pattern = { operator: 'starts_with', pattern: 'x' };
    restrict({ target: 'branch', include: ['~ALL'], rules: [{ type: 'creation' }] });
    restrict({ rules: [{ type: 'tag_name_pattern', parameters: pattern }] });
    const list = await fixture.anonymous('GET', `${repo}/rulesets`);
    expect(list.list).toHaveLength(2);
    const path = `${repo}/rulesets/${number(list.list[1]?.['id'])}`;
    expect((await fixture.anonymous('GET', path)).object['rules']).toEqual([
      { type: 'tag_name_pattern', parameters: pattern },
    ]);
    expect((await fixture.anonymous('GET', `${repo}/rulesets/1`)).status).toBe(404);
    const rules = await fixture.anonymous('GET', `${repo}/rules/branches/not/yet`);
    expect(rules.list.map((rule) => rule['type'])).toEqual(['creation']);
  });

  it('that restrict tags refuse the reference, and a release only when it is published', async () => {
    restrict({});
    const refused = await createRef('refs/tags/v1.0.0');
    expect(refused.status).toBe(422);
    expect(text(refused.object['message'])).toBe(
      'Repository rule violations found\n\nCannot create ref due to creations being restricted.\n\n',
    );
    expect((await createRef('refs/tags/other')).status).toBe(201);
    const draft = await createDraft(fixture);
    expect(draft.status).toBe(201);
    const publish = await fixture.api('PATCH', `${repo}/releases/${number(draft.object['id'])}`, {
      body: { draft: false, tag_name: 'v1.0.0' },
    });
    const [first, second] = objects(publish.object['errors']);
    expect([publish.status, first?.['field'], second?.['message']]).toEqual([
      422,
      'pre_receive',
      'Published releases must have a valid tag',
    ]);
    expect(text(first?.['message'])).toContain('creations being restricted');
  });

  it('may answer only that the update failed', async () => {
    restrict({});
    fixture.emulator.configure({ quirks: { vagueRulesetRefusal: true } });
    const refused = await createRef('refs/tags/v1.0.0');
    expect([refused.status, refused.object['message']]).toEqual([422, 'Reference update failed']);
  });

  it('that protect branches let them be made and not moved or deleted', async () => {
    const types = ['update', 'deletion', 'non_fast_forward', 'pull_request', 'required_signatures'];
    restrict({
      target: 'branch',
      include: ['refs/heads/release/**/*'],
      rules: types.map((type) => ({ type })),
    });
    const first = fixture.sample.git('rev-parse', 'main~1');
    expect((await createRef('refs/heads/release/1')).status).toBe(201);
    const path = `${repo}/git/refs/heads/release/1`;
    const body = { sha: first, force: true };
    expect((await fixture.api('PATCH', path, { body })).status).toBe(422);
    expect((await fixture.api('DELETE', path)).status).toBe(422);
    fixture.emulator.change({ act: 'delete_rulesets', repository: 'alice/sample' });
    expect((await fixture.api('PATCH', path, { body })).status).toBe(200);
  });

  it('do not bind exempt logins, excluded names, or anybody while disabled', async () => {
    restrict({ bypassLogins: ['Alice'] });
    expect((await createRef('refs/tags/v1')).status).toBe(201);
    fixture.emulator.change({ act: 'delete_rulesets', repository: 'alice/sample' });
    restrict({ exclude: ['refs/tags/v2'] });
    restrict({ enforcement: 'disabled' });
    expect((await createRef('refs/tags/v2')).status).toBe(201);
    expect((await createRef('refs/tags/v3')).status).toBe(422);
  });

  it('hold for pushes as well', async () => {
    const { emulator, sample } = fixture;
    restrict({ target: 'branch', include: ['~DEFAULT_BRANCH'], rules: [{ type: 'update' }] });
    const url = emulator.gitUrl.replace('//', '//x:alice-secret@');
    sample.write('README.md', 'changed\n');
    sample.git('commit', '--quiet', '--all', '--message=third');
    const push = async (target: string) =>
      talkGit(sample.path, ['push', '--quiet', `${url}/alice/sample.git`, `HEAD:${target}`]);
    await expect(push('refs/heads/main')).rejects.toThrow('403');
    expect(emulator.snapshot('alice', 'sample').refs['refs/heads/main']).toBe(fixture.head);
    await push('refs/heads/topic');
    const topic = emulator.snapshot('alice', 'sample').refs['refs/heads/topic'];
    expect(topic).toBe(sample.git('rev-parse', 'HEAD'));
  });
});
