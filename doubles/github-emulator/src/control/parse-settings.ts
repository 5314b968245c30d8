// SPDX-License-Identifier: Apache-2.0
// Reads rulesets, settings, tokens, apps and installations that arrive over HTTP.

import type { Ruleset } from '../state/ruleset.ts';
import type { SettingsChange } from '../state/settings.ts';
import { type PermissionLevel, permissionNames, type PermissionName } from '../state/token.ts';
import { defined, type InputFields } from './control-input.ts';
import type { AppSpec, InstallationSpec, TokenSpec } from './token-spec.ts';

/** Reads a ruleset. */
export function parseRuleset(input: InputFields): Omit<Ruleset, 'id' | 'createdAt'> {
  return {
    name: input.string('name'),
    target: input.oneOf('target', ['branch', 'tag']),
    enforcement: input.has('enforcement')
      ? input.oneOf('enforcement', ['active', 'evaluate', 'disabled'])
      : 'active',
    include: input.strings('include'),
    exclude: input.optionalStrings('exclude') ?? [],
    rules: input.objects('rules').map((rule) => ({
      type: rule.string('type'),
      ...(rule.has('parameters') ? { parameters: rule.object('parameters').members } : {}),
    })),
    bypassLogins: input.optionalStrings('bypassLogins') ?? [],
  };
}

/** Reads a change of settings. */
export function parseSettings(input: InputFields): SettingsChange {
  const latency = input.optionalObject('latency');
  const lag = input.optionalObject('lag');
  const limits = input.optionalObject('rateLimits');
  const quirks = input.optionalObject('quirks');
  return {
    latency: defined({
      apiMs: latency.optionalNumber('apiMs'),
      uploadMs: latency.optionalNumber('uploadMs'),
    }),
    lag: defined({
      refsMs: lag.optionalNumber('refsMs'),
      releasesMs: lag.optionalNumber('releasesMs'),
      assetsMs: lag.optionalNumber('assetsMs'),
      pullsMs: lag.optionalNumber('pullsMs'),
      hidesById: lag.optionalBoolean('hidesById'),
    }),
    rateLimits: defined({
      corePerHour: limits.optionalNumber('corePerHour'),
      anonymousPerHour: limits.optionalNumber('anonymousPerHour'),
      contentPerMinute: orNull(limits, 'contentPerMinute'),
      contentPerHour: orNull(limits, 'contentPerHour'),
      retryAfterSeconds: orNull(limits, 'retryAfterSeconds'),
    }),
    quirks: defined({
      untaggedReset: quirks.has('untaggedReset')
        ? quirks.oneOf('untaggedReset', ['edits', 'always', 'never'])
        : undefined,
      interruptedUploadLeavesStarter: quirks.optionalBoolean('interruptedUploadLeavesStarter'),
      assetDownloadRedirects: quirks.optionalBoolean('assetDownloadRedirects'),
      vagueRulesetRefusal: quirks.optionalBoolean('vagueRulesetRefusal'),
      messageNewline: quirks.optionalBoolean('messageNewline'),
    }),
  };
}

/** Reads a token. */
export function parseTokenSpec(input: InputFields): TokenSpec {
  return {
    token: input.string('token'),
    login: input.string('login'),
    ...defined({
      name: input.optionalString('name'),
      scopes: input.optionalStrings('scopes'),
      permissions: input.has('permissions')
        ? parsePermissions(input.object('permissions'))
        : undefined,
      repositories: input.optionalStrings('repositories'),
      expiresAt: input.optionalNumber('expiresAt'),
    }),
  };
}

/** Reads an app. */
export function parseAppSpec(input: InputFields): AppSpec {
  return {
    slug: input.string('slug'),
    ownerLogin: input.string('ownerLogin'),
    publicKeyPem: input.string('publicKeyPem'),
    ...defined({ id: input.optionalNumber('id') }),
  };
}

/** Reads an installation. */
export function parseInstallationSpec(input: InputFields): InstallationSpec {
  return {
    appId: input.number('appId'),
    accountLogin: input.string('accountLogin'),
    permissions: parsePermissions(input.object('permissions')),
    ...defined({
      id: input.optionalNumber('id'),
      repositories: input.optionalStrings('repositories'),
    }),
  };
}

function orNull(fields: InputFields, name: string): number | null | undefined {
  return fields.has(name) ? fields.nullableNumber(name) : undefined;
}

function parsePermissions(input: InputFields): Partial<Record<PermissionName, PermissionLevel>> {
  const permissions: Partial<Record<PermissionName, PermissionLevel>> = {};
  for (const name of permissionNames.filter((known) => input.has(known))) {
    permissions[name] = input.oneOf(name, ['read', 'write']);
  }
  return permissions;
}
