// SPDX-License-Identifier: Apache-2.0
// The rulesets in force for a repository, its owner's among them. Their list names them; each is then
// read at its own address.
import type { GitHubReply, GitHubRuleset } from '@marketops/core';
import { pageItemsMax, pagesMax, rulesetsMax } from '../limits.ts';
import { readRuleset, readRulesetSummary } from '../resource-readers/ruleset.ts';
import type { ApiChannel } from './api-channel.ts';
import { absentAsNull, refusedHere } from './failure.ts';
import { pageReader } from './page-reader.ts';
import { pageQuery, type RepositoryPath } from './repository-path.ts';

const inForce = 'active';

/** Reads them one request after another; the first failure is the answer. */
export async function readRulesets(
  channel: ApiChannel,
  path: RepositoryPath,
): Promise<GitHubReply<readonly GitHubRuleset[]>> {
  const rulesets: GitHubRuleset[] = [];
  const last = pagesMax(pageItemsMax);
  for (let page = 1; page <= last; ) {
    const listed = await channel.call({
      method: 'GET',
      path: path.below('/rulesets'),
      query: { includes_parents: 'true', ...pageQuery(page) },
      success: 200,
      read: pageReader(readRulesetSummary, page),
    });
    if (!listed.ok) return listed;
    for (const { rulesetId, enforcement } of listed.value.items) {
      if (enforcement !== inForce) continue;
      if (rulesets.length === rulesetsMax) return refusedHere(`over ${rulesetsMax} rulesets`);
      const read = await readOne(channel, path.below(`/rulesets/${rulesetId}`));
      if (!read.ok) return read;
      if (read.value !== null) rulesets.push(read.value);
    }
    if (listed.value.nextPage === null) return { ...listed, value: rulesets };
    page = listed.value.nextPage;
  }
  return refusedHere(`more than ${last} pages of rulesets`);
}

/** One ruleset; null where it was deleted since it was listed. */
async function readOne(
  channel: ApiChannel,
  path: string,
): Promise<GitHubReply<GitHubRuleset | null>> {
  return absentAsNull(await channel.call({ method: 'GET', path, success: 200, read: readRuleset }));
}
