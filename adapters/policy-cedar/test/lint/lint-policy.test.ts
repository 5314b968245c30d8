// SPDX-License-Identifier: Apache-2.0
// The linter: each way of being no policy has a code of its own and a place in the file.
import { describe, expect, it } from 'vitest';
import { lintPolicyText } from '@marketops/policy-cedar';
import { utf8Encode } from '@marketops/core';
import { rule } from '../sample-policy.ts';
import { POLICY_LIMITS } from '../../src/layer/policy-limits.ts';
import { lintPolicy } from '../../src/lint/lint-policy.ts';

const permit = 'permit(principal, action, resource)';
const summary = (text: string) =>
  lintPolicyText(text).map(({ code, line, column, ruleId }) => ({ code, line, column, ruleId }));

describe('the linter', () => {
  it('finds nothing in a sound policy', () => {
    expect(lintPolicyText(rule('one', permit) + rule('two', permit))).toEqual([]);
  });

  it('points at what does not parse', () => {
    const [finding, ...more] = lintPolicyText(`${rule('one', permit)}\npermit(principal, action);`);
    expect(finding).toMatchObject({ code: 'policy.syntax', path: 'policy.cedar', line: 4 });
    expect(more).toEqual([]);
  });

  it('counts lines and columns in characters, not in bytes', () => {
    const text = rule('one', `${permit} when { "äöü" == "äöü" && context.mod == "x" }`);
    expect(lintPolicyText(text)).toMatchObject([
      {
        code: 'policy.unknown_name',
        line: 2,
        column: (text.split('\n')[1] ?? '').indexOf('context.mod') + 1,
      },
    ]);
  });

  it.each([
    [
      'attribute',
      `${permit} when { context.workflowFileTouched }`,
      'did you mean `workflowFilesTouched`?',
    ],
    [
      'action',
      'permit(principal, action == Action::"tag_rep", resource)',
      'did you mean `Action::"tag_repo"`?',
    ],
    ['type', 'permit(principal is Agnt, action, resource)', 'did you mean `Agent`?'],
  ])('suggests a name for an unknown %s', (_what, body, help) => {
    expect(lintPolicyText(rule('one', body))).toMatchObject([
      { code: 'policy.unknown_name', ruleId: 'one', help },
    ]);
  });

  it.each([
    ['a comparison of two types', `${permit} when { context.mode == 3 }`],
    ['an optional attribute that is not tested for', `${permit} when { context.version == "1" }`],
    ['a condition that is no condition', `${permit} when { "yes" }`],
  ])('finds %s', (_what, body) => {
    expect(summary(rule('one', body))).toMatchObject([
      { code: 'policy.type_error', ruleId: 'one' },
    ]);
  });

  it.each([
    ['id', '@reason("r") @next("n")'],
    ['reason', '@id("a") @next("n")'],
    ['next', '@id("a") @reason("r")'],
    ['reason', '@id("a") @reason(" ") @next("n")'],
    ['reason', '@id("a") @reason @next("n")'],
  ])('demands @%s', (name, annotations) => {
    expect(lintPolicyText(`${annotations}\n${permit};`)).toMatchObject([
      { code: 'policy.annotation_missing', line: 1, message: `the rule has no @${name}` },
    ]);
  });

  it('finds each rule where it stands, however many there are', () => {
    const lines = Array.from({ length: 12 }, (_, i) => `@id("r${i}") ${permit};`);
    const findings = lintPolicyText(lines.join('\n')).filter(({ message }) =>
      message.includes('@reason'),
    );
    expect(findings.map(({ ruleId, line }) => `${ruleId} ${line}`)).toEqual(
      lines.map((_line, i) => `r${i} ${i + 1}`),
    );
  });

  it('demands ids that can be typed, and words that fit a record', () => {
    const codes = [
      `@id("No Friday") @reason("r") @next("n") ${permit};`,
      `@id("a") @reason("${'r'.repeat(201)}") @next("n") ${permit};`,
    ].map((text) => summary(text).map(({ code }) => code));
    expect(codes).toEqual([['policy.annotation_missing'], ['policy.annotation_missing']]);
  });

  it('finds an id that is taken, in another file too', () => {
    const files = ['a.cedar', 'b.cedar'].map((path) => ({
      path,
      bytes: utf8Encode(rule('one', permit)),
    }));
    expect(lintPolicy(files)).toMatchObject([
      { code: 'policy.rule_duplicate', path: 'b.cedar', ruleId: 'one' },
    ]);
  });

  it('finds templates, which nobody links', () => {
    const template =
      '@id("t") @reason("r") @next("n") permit(principal == ?principal, action, resource);';
    expect(summary(rule('one', permit) + template)).toMatchObject([
      { code: 'policy.template_unsupported', line: 3 },
    ]);
  });

  it('finds rules that can never apply', () => {
    const body = 'forbid(principal is Person, action, resource) when { principal is Agent }';
    expect(summary(rule('one', body))).toMatchObject([
      { code: 'policy.impossible', ruleId: 'one' },
    ]);
  });

  it('finds text that is not what it looks like', () => {
    const bidi = rule('one', `${permit} when { context.mode == "pr\u202eod" }`);
    expect(new Set(summary(bidi).map(({ code }) => code))).toEqual(
      new Set(['policy.suspicious_text']),
    );
    const mixed = rule('one', `${permit} when { context.mode == "pr\u043ed" }`);
    expect(summary(mixed)).toMatchObject([{ code: 'policy.suspicious_text', ruleId: 'one' }]);
    const hidden = `// zero\u200bwidth\n${rule('one', permit)}`;
    expect(summary(hidden)).toMatchObject([{ code: 'policy.suspicious_text', line: 1, column: 8 }]);
  });

  it('finds a policy without a rule, and one that is over a limit', () => {
    expect(summary('// nothing here')).toMatchObject([{ code: 'policy.empty' }]);
    expect(lintPolicy([])).toMatchObject([{ code: 'policy.empty' }]);
    const large = { path: 'a.cedar', bytes: new Uint8Array(POLICY_LIMITS.fileBytesMax + 1) };
    expect(lintPolicy([large])).toMatchObject([{ code: 'policy.too_large', path: 'a.cedar' }]);
    const many = Array.from({ length: POLICY_LIMITS.filesMax + 1 }, (_, i) => ({
      path: `${i}.cedar`,
      bytes: utf8Encode(rule(`r${i}`, permit)),
    }));
    expect(lintPolicy(many)).toMatchObject([{ code: 'policy.too_large' }]);
  });

  it('finds bytes that are no text', () => {
    const bytes = new Uint8Array([0x2f, 0x2f, 0xff]);
    expect(lintPolicy([{ path: 'a.cedar', bytes }])).toMatchObject([{ code: 'policy.syntax' }]);
  });
});
