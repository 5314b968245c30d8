// SPDX-License-Identifier: Apache-2.0
// Goal: the place of the latest release is asked for by the request that publishes, as approved, and
// never for a draft: GitHub answers that with "Latest release cannot be draft or prerelease".
import { expect, it } from 'vitest';
import { tell } from '../story/tell.ts';

it('the latest release is asked for when it is published, and not before', async () => {
  const told = await tell('publish_release');
  expect([told.ending, told.result]).toEqual(['success', 'one right result']);
  expect(told.story.github.state.latestAsked).toEqual([
    { draft: true, makeLatest: 'false' },
    { draft: false, makeLatest: 'true' },
  ]);
});
