// SPDX-License-Identifier: Apache-2.0
// Rulesets, read only; they are made through the control interface.

import { notFound } from '../api/api-refusal.ts';
import { type Answer, ok } from '../api/answer.ts';
import { pageOf } from '../api/paging.ts';
import type { RepositoryCall, RepositoryRoute } from '../api/route.ts';
import type { JsonObject } from '../json.ts';
import { fullNameOf } from '../state/repository.ts';
import { type Ruleset, rulesFor, type RulesetRule } from '../state/ruleset.ts';
import { repositoryUrl, repositoryWebUrl } from '../view/repository-view.ts';
import { isoTime, nodeId } from '../view/web-names.ts';
import { reads } from './repository-rights.ts';

const reading = reads('metadata');

/** The routes for rulesets. */
export const rulesetRoutes: readonly RepositoryRoute[] = [
  {
    ...reading,
    template: '/repos/{owner}/{repo}/rulesets',
    docs: 'repos/rules#get-all-repository-rulesets',
    handle: (call) =>
      pageOf(call, [...call.repository.rulesets.values()], (ruleset) => rulesetView(call, ruleset)),
  },
  {
    ...reading,
    template: '/repos/{owner}/{repo}/rulesets/{ruleset_id}',
    docs: 'repos/rules#get-a-repository-ruleset',
    handle: getRuleset,
  },
  {
    ...reading,
    template: '/repos/{owner}/{repo}/rules/branches/{branch}',
    docs: 'repos/rules#get-rules-for-a-branch',
    handle: listBranchRules,
  },
];

function getRuleset(call: RepositoryCall): Answer {
  const ruleset = call.repository.rulesets.get(Number(call.params['ruleset_id']));
  if (ruleset === undefined) {
    throw notFound();
  }
  return ok({
    ...rulesetView(call, ruleset),
    conditions: { ref_name: { include: ruleset.include, exclude: ruleset.exclude } },
    rules: ruleset.rules.map(ruleView),
    ...(call.may('administration', 'write') ? { bypass_actors: [] } : {}),
  });
}

function listBranchRules(call: RepositoryCall): Answer {
  const { rulesets, defaultBranch } = call.repository;
  const ref = `refs/heads/${call.params['branch'] ?? ''}`;
  const found = rulesFor(rulesets.values(), ref, defaultBranch);
  return pageOf(call, found, ({ ruleset, rule }) => ({
    ...ruleView(rule),
    ruleset_source_type: 'Repository',
    ruleset_source: fullNameOf(call.repository),
    ruleset_id: ruleset.id,
  }));
}

function rulesetView(call: RepositoryCall, ruleset: Ruleset): JsonObject {
  const url = `${repositoryUrl(call.repository, call.origins)}/rulesets/${ruleset.id}`;
  const web = `${repositoryWebUrl(call.repository, call.origins)}/rules/${ruleset.id}`;
  return {
    id: ruleset.id,
    name: ruleset.name,
    target: ruleset.target,
    source_type: 'Repository',
    source: fullNameOf(call.repository),
    enforcement: ruleset.enforcement,
    node_id: nodeId('RepositoryRuleset', ruleset.id),
    _links: { self: { href: url }, html: { href: web } },
    created_at: isoTime(ruleset.createdAt),
    updated_at: isoTime(ruleset.createdAt),
  };
}

function ruleView(rule: RulesetRule): JsonObject {
  return rule.parameters === undefined
    ? { type: rule.type }
    : { type: rule.type, parameters: rule.parameters };
}
