// SPDX-License-Identifier: Apache-2.0
// Splits one file into rules with their annotations. A rule without id, reason or next step is none.
import {
  policySetTextToParts,
  policyToJson,
  type DetailedError,
  type PolicyJson,
} from '@cedar-policy/cedar-wasm/nodejs';
import { findHiddenCharacters, utf8Decode } from '@marketops/core';
import { POLICY_LIMITS } from '../layer/policy-limits.ts';
import type { PolicyFile, PolicyRule } from '../layer/policy-rule.ts';
import type { LintFinding } from './lint-finding.ts';
import { inSourceOrder } from './source-order.ts';
import { positionOf, positionOfByte, type TextPosition } from './text-position.ts';

/** What a file holds: the rules that are complete, and what is wrong with the others. */
export interface FileReading {
  readonly rules: readonly PolicyRule[];
  readonly findings: readonly LintFinding[];
}

const ruleIdPattern = /^[a-z0-9][a-z0-9._-]{0,63}$/;
const annotationCharactersMax = 200;
const annotations = ['id', 'reason', 'next'] as const;

/** Reads one file of rules; total. */
export function readRules({ path, bytes }: PolicyFile): FileReading {
  const wholeFile = { path, line: null, column: null, ruleId: null, help: null };
  if (bytes.length > POLICY_LIMITS.fileBytesMax) {
    const message = `${bytes.length} bytes; at most ${POLICY_LIMITS.fileBytesMax}`;
    return onlyFindings({ ...wholeFile, code: 'policy.too_large', message });
  }
  const text = utf8Decode(bytes);
  if (!text.ok) {
    const message = `expected ${text.problem.expected}, found ${text.problem.found}`;
    return onlyFindings({ ...wholeFile, code: 'policy.syntax', message });
  }
  const parts = policySetTextToParts(text.value);
  if (parts.type !== 'success') {
    const findings = parts.errors.map((error) => syntaxFinding(path, text.value, error));
    return { rules: [], findings };
  }
  const readings = inSourceOrder(text.value, parts.policies).map(({ part, offset }) =>
    readRule(part, { path, place: positionOf(text.value.slice(0, offset)) }),
  );
  return {
    rules: readings.flatMap(({ rules }) => rules),
    findings: [
      ...hiddenCharacterFindings(path, text.value),
      ...parts.policy_templates.map((template) => ({
        ...wholeFile,
        ...positionOf(text.value.slice(0, Math.max(0, text.value.indexOf(template)))),
        code: 'policy.template_unsupported' as const,
        message: 'a rule with ?principal or ?resource is a template',
      })),
      ...readings.flatMap(({ findings }) => findings),
    ],
  };
}

function onlyFindings(...findings: readonly LintFinding[]): FileReading {
  return { rules: [], findings };
}

function syntaxFinding(path: string, text: string, error: DetailedError): LintFinding {
  const [location] = error.sourceLocations ?? [];
  const position = location === undefined ? null : positionOfByte(text, location.start);
  return {
    code: 'policy.syntax',
    path,
    line: position?.line ?? null,
    column: position?.column ?? null,
    ruleId: null,
    message: error.message,
    help: error.help ?? location?.label ?? null,
  };
}

function hiddenCharacterFindings(path: string, text: string): readonly LintFinding[] {
  return findHiddenCharacters(text).map(({ index, name }) => ({
    code: 'policy.suspicious_text',
    path,
    ...positionOf(text.slice(0, index)),
    ruleId: null,
    message: `a hidden character: ${name}`,
    help: null,
  }));
}

function readRule(
  part: string,
  { path, place }: { readonly path: string; readonly place: TextPosition },
): FileReading {
  const json = policyToJson(part);
  if (json.type !== 'success') {
    return {
      rules: [],
      findings: json.errors.map((error) => syntaxFinding(path, part, error)),
    };
  }
  const { id, reason, next } = annotationsOf(json.json);
  const ruleId = id;
  const flaws = annotations.flatMap((name) => annotationFlaw(name, json.json));
  const findings = flaws.map((message) => ({
    code: 'policy.annotation_missing' as const,
    path,
    ...place,
    ruleId,
    message,
    help: `write @id("…") @reason("…") @next("…") before the rule`,
  }));
  if (ruleId === null || reason === null || next === null || flaws.length > 0) {
    return { rules: [], findings };
  }
  const { effect } = json.json;
  const { line } = place;
  return { rules: [{ ruleId, effect, reason, next, text: part, path, line }], findings };
}

function annotationsOf({ annotations: given = {} }: PolicyJson) {
  // An annotation without a value is null in the engine's JSON.
  const value = (name: string): string | null => given[name] ?? null;
  return { id: value('id'), reason: value('reason'), next: value('next') };
}

function annotationFlaw(name: (typeof annotations)[number], json: PolicyJson): readonly string[] {
  const value = annotationsOf(json)[name];
  if (value === null || value.trim() === '') return [`the rule has no @${name}`];
  if (name === 'id' && !ruleIdPattern.test(value)) {
    return ['@id takes lower-case letters, digits, . _ - and at most 64 of them'];
  }
  return value.length > annotationCharactersMax
    ? [`@${name} has ${value.length} characters; at most ${annotationCharactersMax}`]
    : [];
}
