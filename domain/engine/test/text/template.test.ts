// SPDX-License-Identifier: Apache-2.0
// Templates are filled once, from a closed set of variables.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  renderTemplate,
  templateSchema,
  templateVariables,
  type TemplateValues,
} from '../../src/text/template.ts';

const values: TemplateValues = {
  version: '1.2.0',
  tag: 'v1.2.0',
  previousVersion: null,
  previousTag: null,
  date: '2026-03-02',
  commit: 'c'.repeat(40),
  repository: 'acme/lantern',
  notes: '- {version} {{and}} $& more',
};

const schema = templateSchema(['version', 'tag'], 100);

describe('a template', () => {
  it('is filled with the values of its variables', () => {
    expect(renderTemplate('{tag}: {version} on {date}', values)).toEqual({
      ok: true,
      value: 'v1.2.0: 1.2.0 on 2026-03-02',
    });
  });

  it('does not read what fills it as a template again', () => {
    expect(renderTemplate('{notes}', values)).toEqual({ ok: true, value: values.notes });
  });

  it('writes doubled braces as braces', () => {
    expect(renderTemplate('{{version}} {{{version}}}', values)).toEqual({
      ok: true,
      value: '{version} {1.2.0}',
    });
  });

  it('refuses a variable that has no value in this run', () => {
    expect(renderTemplate('since {previousTag}', values)).toMatchObject({
      ok: false,
      problem: {
        expected: 'a value for {previousTag}, the tag of the version before it',
        found: 'none in this run',
      },
    });
  });

  it.each([
    ['{verison}', '"{verison}"'],
    ['{notes}', '"{notes}"'],
    ['{}', '"{}"'],
    ['{version', 'a single "{"'],
    ['version}', 'a single "}"'],
  ])('is refused in a configuration as %j', (template, found) => {
    expect(schema.parse(template, '/title')).toEqual({
      ok: false,
      problem: {
        path: '/title',
        expected: 'only {version}, {tag}, with {{ and }} for braces',
        found,
      },
    });
  });

  it('tells which variables it holds', () => {
    expect([...templateVariables('{{notes}} {version}{tag}{version}')]).toEqual(['version', 'tag']);
  });

  it('leaves text without braces as it is', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[^{}]*$/), (text) => {
        expect(renderTemplate(text, values)).toEqual({ ok: true, value: text });
      }),
    );
  });
});
