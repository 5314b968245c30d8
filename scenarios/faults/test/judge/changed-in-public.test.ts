// SPDX-License-Identifier: Apache-2.0
// Goal: an operation that comes to the right end by changing what was public already is found out.
import { expect, it } from 'vitest';
import type { AppliedWrite } from '../../judge/evidence.ts';
import { judge } from '../../judge/judge.ts';
import { pullEvidence, releaseEvidence, tagEvidence } from './sample-evidence.ts';

const repository = '/repos/{owner}/{repo}';

function write(method: string, route: string, publicEffect: boolean): AppliedWrite {
  return { method, route: `${repository}${route}`, publicEffect, ids: {} };
}

it.each([
  ['a file added', releaseEvidence, write('POST', '/releases/{release_id}/assets', true)],
  ['a file renamed', releaseEvidence, write('PATCH', '/releases/assets/{asset_id}', true)],
  ['a ref moved', tagEvidence, write('PATCH', '/git/refs/{ref}', true)],
  ['a pull request edited', pullEvidence, write('PATCH', '/pulls/{pull_number}', true)],
])('%s after it was public', (_, evidence, change) => {
  expect(judge({ ...evidence, writes: [change] }).verdict).toBe('wrong bytes');
});

it.each([
  ['a file is added to a draft', write('POST', '/releases/{release_id}/assets', false)],
  ['a pull request is opened', write('POST', '/pulls', true)],
])('not where %s', (_, change) => {
  expect(judge({ ...pullEvidence, writes: [change] }).verdict).toBe('one right result');
});
