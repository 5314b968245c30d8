// SPDX-License-Identifier: Apache-2.0
// A layer of policy as it was read: its rules and approvals under a version and a digest, or every
// reason why it cannot be used.
import type { PolicyLayerReference } from '@marketops/authority';
import {
  digestOf,
  refusal,
  utf8Decode,
  type JsonValue,
  type Refusal,
  type Sha256Digest,
} from '@marketops/core';
import type { LintFinding } from '../lint/lint-finding.ts';
import { lintRules } from '../lint/lint-policy.ts';
import {
  parsePolicyManifest,
  type LayerApprovals,
  type PolicyManifest,
} from './policy-manifest.ts';
import type { PolicyFile, PolicyRule } from './policy-rule.ts';

/** A layer that can be asked. */
export interface PolicyLayer {
  readonly reference: PolicyLayerReference;
  readonly approvals: LayerApprovals;
  readonly rules: readonly PolicyRule[];
}

/** A layer, or why there is none; a missing layer is one that nobody could read. */
export type LayerReading =
  | { readonly name: string; readonly layer: PolicyLayer }
  | {
      readonly name: string;
      readonly layer: null;
      readonly refusals: readonly [Refusal, ...Refusal[]];
      readonly findings: readonly LintFinding[];
    };

/** The contents of a layer's folder. */
export interface LayerContents {
  /** What the layer is called in explanations, such as `organisation` or `repository`. */
  readonly name: string;
  /** The bytes of `manifest.json`, null where there is none. */
  readonly manifest: Uint8Array | null;
  /** The files `*.cedar`. */
  readonly files: readonly PolicyFile[];
}

/** Reads a layer from the contents of its folder; total, and without any IO. */
export function readPolicyLayer({ name, manifest, files }: LayerContents): LayerReading {
  if (manifest === null) {
    return missingLayer(name, `${name}: a folder with manifest.json`, 'no manifest.json');
  }
  const parsed = parsePolicyManifest(manifest);
  const { rules, findings } = lintRules(files);
  const refusals = findings.map((finding) => refusalOf(finding, name));
  if (!parsed.ok) {
    const { path, expected, found } = parsed.problem;
    const details = { subject: `${name}: manifest.json${path}`, expected, found };
    const first = refusal('policy.manifest_invalid', details);
    return { name, layer: null, refusals: [first, ...refusals], findings };
  }
  const [first, ...more] = refusals;
  if (first !== undefined) return { name, layer: null, refusals: [first, ...more], findings };
  const { version, approvals } = parsed.value;
  const digest = layerDigest(parsed.value, files);
  return { name, layer: { reference: { name, version, digest }, approvals, rules } };
}

/** A layer that is configured and cannot be read; whatever it would have said, it denies. */
export function missingLayer(name: string, expected: string, found: string): LayerReading {
  const details = { subject: `layer ${name}`, expected, found };
  return { name, layer: null, refusals: [refusal('policy.unreadable', details)], findings: [] };
}

/** SHA-256 over the canonical JSON of version, approvals and files, sorted by path. */
function layerDigest(
  { version, approvals }: PolicyManifest,
  files: readonly PolicyFile[],
): Sha256Digest {
  const texts = files
    .map(({ path, bytes }) => {
      const text = utf8Decode(bytes);
      if (!text.ok) throw new TypeError(`${path} was read as text before`);
      return { path, text: text.value };
    })
    .toSorted((left, right) => (left.path < right.path ? -1 : 1));
  return digestOf({ version, approvals: approvals satisfies JsonValue, files: texts });
}

function refusalOf(finding: LintFinding, name: string): Refusal {
  const place = finding.line === null ? finding.path : `${finding.path}:${finding.line}`;
  const rule = finding.ruleId === null ? '' : ` rule ${finding.ruleId}`;
  return refusal(finding.code, {
    subject: `${name}: ${place}${rule}`,
    expected: finding.help?.replace(/^expected /, '') ?? 'a rule that the linter takes',
    found: finding.message,
  });
}
