// SPDX-License-Identifier: Apache-2.0
// Goal: whoever approves a policy is shown its approvals and rules, and nothing that a text in it makes
// up.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPolicyFolder } from '@marketops/policy-cedar';
import { afterAll, describe, expect, it } from 'vitest';
import { policyLines } from '../../src/report/policy-lines.ts';

const folder = mkdtempSync(join(tmpdir(), 'marketops-policy-lines-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('a proposed policy as it is shown', () => {
  it('has no line and no movement that the name of a role makes up', async () => {
    const role = 'maintainer\n  rules:\n    | forbid all \u001b[2J\u202e';
    const alone = { role, count: 1 };
    const approvals = {
      publish_release: alone,
      tag_repo: null,
      open_pr: alone,
      policy_change: alone,
    };
    const manifest = { schema: 'urn:marketops:policy:v1', version: 2, approvals };
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
    writeFileSync(
      join(folder, 'rules.cedar'),
      '@id("a") @reason("b") @next("c")\npermit(principal, action, resource);\n',
    );
    const { layer } = await readPolicyFolder('home', folder);
    if (layer === null) throw new TypeError('expected a layer');
    const lines = policyLines(layer);
    const shown = lines.join('\n');
    expect(shown.split('\n')).toHaveLength(lines.length);
    expect(lines.filter((line) => /[\p{Cc}\p{Cf}]/u.test(line))).toEqual([]);
    expect(shown.match(/^ {2}rules:$/gm)).toHaveLength(1);
    expect(shown).toContain('    tag_repo: nobody');
    expect(shown).toContain('    | permit(principal, action, resource);');
  });
});
