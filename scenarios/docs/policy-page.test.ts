// SPDX-License-Identifier: Apache-2.0
// Goal: the page about policies names everything that a policy can ask and every member of its files,
// and nothing else.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isJsonObject, type JsonValue } from '@marketops/core';
import { ARTIFACT_CHECKS } from '@marketops/engine';
import {
  CEDAR_SCHEMA,
  lintPolicyText,
  policyCasesSchema,
  policyManifestSchema,
  policyRequestSchema,
} from '@marketops/policy-cedar';
import { describe, expect, it } from 'vitest';
import { nameIn, tableRows } from './page-tables.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/reference/policy.md'), 'utf8');

/** Name and type of every attribute of the context, as the schema declares them. */
function declaredAttributes(): readonly (readonly string[])[] {
  const [, context = ''] = /type PlanContext = \{\n([\s\S]*?)\};/.exec(CEDAR_SCHEMA) ?? [];
  return [...context.matchAll(/^ {2}(\w+)(\??): ([^,]+),$/gm)].map(
    ([, name = '', mark = '', type = '']) => [
      name,
      `\`${type}\`${mark === '?' ? ', may be absent' : ''}`,
    ],
  );
}

function membersOf(jsonSchema: JsonValue): readonly string[] {
  const properties = isJsonObject(jsonSchema) ? jsonSchema['properties'] : undefined;
  return isJsonObject(properties) ? Object.keys(properties) : [];
}

/** The names of the first table after a heading. */
function namesUnder(heading: string, first: string): readonly string[] {
  const section = page.slice(page.indexOf(`## ${heading}\n`));
  return tableRows(section, first).map(([name]) => nameIn(name));
}

describe('the page about policies', () => {
  it('names every attribute of the context with its type, and no other', () => {
    const told = tableRows(page, 'attribute').map(([name, type = '']) => [nameIn(name), type]);
    expect(told.length).toBeGreaterThan(0);
    expect(told).toEqual(declaredAttributes());
  });

  it('names every member of the manifest, of the cases and of a request, and no other', () => {
    expect(namesUnder('`manifest.json`', 'member')).toEqual(
      membersOf(policyManifestSchema.jsonSchema),
    );
    expect(namesUnder('`cases.json`', 'member')).toEqual(membersOf(policyCasesSchema.jsonSchema));
    expect(namesUnder('`cases.json`', 'member of a request')).toEqual(
      membersOf(policyRequestSchema.jsonSchema),
    );
  });

  it('names every artifact check', () => {
    const [, list = ''] = /^Artifact checks, by name: ([\s\S]*?)\.\n\n/m.exec(page) ?? [];
    expect([...list.matchAll(/`([a-z_]+)`/g)].map(([, name]) => name)).toEqual([
      ...ARTIFACT_CHECKS,
    ]);
  });

  it('shows a rule that the linter takes, with every annotation that it asks for', () => {
    const [, rule = ''] = /^```cedar\n([\s\S]*?)^```$/m.exec(page) ?? [];
    expect(lintPolicyText(rule)).toEqual([]);
    for (const annotation of namesUnder('Annotations', 'annotation')) {
      const without = rule.replace(new RegExp(`^${annotation}\\(.*\\)\\n`, 'm'), '');
      expect(
        lintPolicyText(without).map(({ code }) => code),
        annotation,
      ).toContain('policy.annotation_missing');
    }
  });

  it.each(
    tableRows(page, 'in a rule').flatMap(([cell = '']) =>
      [...cell.matchAll(/`([^`]+)`/g)].map(([, condition = '']) => condition),
    ),
  )('names what the schema knows: %s', (named) => {
    expect(lintPolicyText(ruleWith(named))).toEqual([]);
  });

  it('would notice what the schema does not know', () => {
    expect(lintPolicyText(ruleWith('resource.visibility'))).not.toEqual([]);
  });
});

/** A rule that asks for what a row of the page names. */
function ruleWith(named: string): string {
  const behind = 'principal is Agent && principal has behind && ';
  const condition = named.startsWith('principal.behind')
    ? `${behind}${compared(named)}`
    : compared(named);
  const agent = named.includes(' has behind') ? `principal is Agent && ${named}` : condition;
  const annotations = '@id("page")\n@reason("The page says so.")\n@next("Read it.")\n';
  return `${annotations}permit (principal, action, resource)\nwhen { ${agent} };\n`;
}

/** A bare name is no condition: it is compared with something. */
function compared(named: string): string {
  if (named === 'principal.behind') return `${named} == Person::"carol"`;
  return /^resource\.\w+$/.test(named) ? `${named} == "a"` : named;
}
