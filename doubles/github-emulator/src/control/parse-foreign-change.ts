// SPDX-License-Identifier: Apache-2.0
// Reads foreign changes that arrive over HTTP.

import { defined, type InputFields } from './control-input.ts';
import type { AssetSelector, ForeignChange, ReleaseSelector } from './foreign-change.ts';
import { parseRuleset } from './parse-settings.ts';

type ChangeParser = (input: InputFields, repository: string) => ForeignChange;

const refParsers: readonly (readonly [string, ChangeParser])[] = [
  [
    'set_ref',
    (input, repository) => ({
      act: 'set_ref',
      repository,
      ref: input.string('ref'),
      sha: input.string('sha'),
    }),
  ],
  [
    'delete_ref',
    (input, repository) => ({ act: 'delete_ref', repository, ref: input.string('ref') }),
  ],
  [
    'commit_file',
    (input, repository) => ({
      act: 'commit_file',
      repository,
      branch: input.string('branch'),
      path: input.string('path'),
      content: input.string('content'),
      message: input.string('message'),
    }),
  ],
  [
    'create_pull',
    (input, repository) => ({
      act: 'create_pull',
      repository,
      head: input.string('head'),
      base: input.string('base'),
      title: input.string('title'),
      body: input.nullableString('body'),
      login: input.string('login'),
    }),
  ],
  [
    'close_pull',
    (input, repository) => ({ act: 'close_pull', repository, number: input.number('number') }),
  ],
];

const releaseParsers: readonly (readonly [string, ChangeParser])[] = [
  [
    'create_release',
    (input, repository) => ({
      act: 'create_release',
      repository,
      tagName: input.string('tagName'),
      draft: input.boolean('draft'),
      body: input.nullableString('body'),
      login: input.string('login'),
    }),
  ],
  [
    'edit_release',
    (input, repository) => ({
      act: 'edit_release',
      repository,
      release: parseReleaseSelector(input.object('release')),
      fields: parseReleaseFields(input.object('fields')),
    }),
  ],
  [
    'publish_release',
    (input, repository) => ({
      act: 'publish_release',
      repository,
      release: parseReleaseSelector(input.object('release')),
    }),
  ],
  [
    'delete_release',
    (input, repository) => ({
      act: 'delete_release',
      repository,
      release: parseReleaseSelector(input.object('release')),
    }),
  ],
  [
    'alter_asset',
    (input, repository) => ({
      act: 'alter_asset',
      repository,
      asset: parseAssetSelector(input.object('asset')),
      fields: parseAssetFields(input.object('fields')),
    }),
  ],
  [
    'delete_asset',
    (input, repository) => ({
      act: 'delete_asset',
      repository,
      asset: parseAssetSelector(input.object('asset')),
    }),
  ],
];

const settingParsers: readonly (readonly [string, ChangeParser])[] = [
  [
    'rename_repository',
    (input, repository) => ({
      act: 'rename_repository',
      repository,
      ...defined({ owner: input.optionalString('owner'), name: input.optionalString('name') }),
    }),
  ],
  ['delete_repository', (_input, repository) => ({ act: 'delete_repository', repository })],
  [
    'archive_repository',
    (input, repository) => ({
      act: 'archive_repository',
      repository,
      archived: input.boolean('archived'),
    }),
  ],
  [
    'set_immutable_releases',
    (input, repository) => ({
      act: 'set_immutable_releases',
      repository,
      enabled: input.boolean('enabled'),
    }),
  ],
  [
    'burn_tag',
    (input, repository) => ({ act: 'burn_tag', repository, tagName: input.string('tagName') }),
  ],
  [
    'add_ruleset',
    (input, repository) => ({
      act: 'add_ruleset',
      repository,
      ruleset: parseRuleset(input.object('ruleset')),
    }),
  ],
  ['delete_rulesets', (_input, repository) => ({ act: 'delete_rulesets', repository })],
];

const changeParsers: ReadonlyMap<string, (input: InputFields) => ForeignChange> = new Map([
  ...[...refParsers, ...releaseParsers, ...settingParsers].map(
    ([act, parse]) =>
      [act, (input: InputFields) => parse(input, input.string('repository'))] as const,
  ),
  ['expire_token', (input) => ({ act: 'expire_token', token: input.string('token') })],
  ['revoke_token', (input) => ({ act: 'revoke_token', token: input.string('token') })],
]);

/** Reads a change; throws naming the field that is missing or wrong. */
export function parseForeignChange(input: InputFields): ForeignChange {
  return input.choose('act', changeParsers)(input);
}

function parseReleaseFields(
  input: InputFields,
): Extract<ForeignChange, { act: 'edit_release' }>['fields'] {
  return defined({
    tagName: input.optionalString('tagName'),
    name: input.has('name') ? input.nullableString('name') : undefined,
    body: input.has('body') ? input.nullableString('body') : undefined,
    targetCommitish: input.optionalString('targetCommitish'),
    prerelease: input.optionalBoolean('prerelease'),
  });
}

function parseAssetFields(
  input: InputFields,
): Extract<ForeignChange, { act: 'alter_asset' }>['fields'] {
  return defined({
    digest: input.has('digest') ? input.nullableString('digest') : undefined,
    state: input.has('state') ? input.oneOf('state', ['starter', 'uploaded']) : undefined,
    size: input.optionalNumber('size'),
    name: input.optionalString('name'),
  });
}

function parseReleaseSelector(input: InputFields): ReleaseSelector {
  return input.has('id') ? { id: input.number('id') } : { tagName: input.string('tagName') };
}

function parseAssetSelector(input: InputFields): AssetSelector {
  return input.has('id') ? { id: input.number('id') } : { name: input.string('name') };
}
