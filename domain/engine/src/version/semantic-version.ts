// SPDX-License-Identifier: Apache-2.0
// Semantic Versioning 2.0.0: reads versions and puts them in order. Numbers have no upper bound, as
// the specification has none; the text as a whole does.
import { accepted, describeText, refused, type Parsed } from '@marketops/core';

/** A version that was read; `text` is its only spelling. */
export interface SemanticVersion {
  readonly text: string;
  readonly major: bigint;
  readonly minor: bigint;
  readonly patch: bigint;
  /** The identifiers after `-`, empty for a release. */
  readonly prerelease: readonly string[];
  /** The identifiers after `+`, which have no part in the order. */
  readonly build: readonly string[];
}

/** Characters in a version at most. */
const versionCharactersMax = 255;

const number = '(?:0|[1-9][0-9]*)';
const prereleaseIdentifier = `(?:${number}|[0-9]*[A-Za-z-][0-9A-Za-z-]*)`;
const pattern = new RegExp(
  `^(${number})\\.(${number})\\.(${number})` +
    `(?:-(${prereleaseIdentifier}(?:\\.${prereleaseIdentifier})*))?` +
    '(?:\\+([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*))?$',
);

/** Accepts exactly what Semantic Versioning 2.0.0 section 2, 9 and 10 allow, without a leading `v`. */
export function parseSemanticVersion(text: string): Parsed<SemanticVersion> {
  const expected = 'a semantic version such as 1.2.0';
  if (text.length > versionCharactersMax) {
    return refused('', expected, `${text.length} characters`);
  }
  const match = pattern.exec(text);
  if (match === null) return refused('', expected, describeText(text));
  return accepted({
    text,
    major: BigInt(match[1] ?? 0),
    minor: BigInt(match[2] ?? 0),
    patch: BigInt(match[3] ?? 0),
    prerelease: match[4]?.split('.') ?? [],
    build: match[5]?.split('.') ?? [],
  });
}

/** Whether a version comes before its release, such as `1.2.0-rc.1`. */
export function isPrerelease(version: SemanticVersion): boolean {
  return version.prerelease.length > 0;
}

/**
 * The order of section 11: negative where `left` comes first, zero where neither does. Build
 * metadata is ignored, so that two versions can be equal in order and differ in text.
 */
export function compareVersions(left: SemanticVersion, right: SemanticVersion): number {
  return (
    compareNumbers(left.major, right.major) ||
    compareNumbers(left.minor, right.minor) ||
    compareNumbers(left.patch, right.patch) ||
    comparePrereleases(left.prerelease, right.prerelease)
  );
}

function compareNumbers(left: bigint, right: bigint): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function comparePrereleases(left: readonly string[], right: readonly string[]): number {
  if (left.length === 0 || right.length === 0) {
    // A release comes after each of its prereleases.
    return Math.sign(right.length - left.length);
  }
  for (const [index, identifier] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    const order = compareIdentifiers(identifier, other);
    if (order !== 0) return order;
  }
  return left.length === right.length ? 0 : -1;
}

function compareIdentifiers(left: string, right: string): number {
  const leftIsNumber = /^[0-9]+$/.test(left);
  const rightIsNumber = /^[0-9]+$/.test(right);
  if (leftIsNumber && rightIsNumber) return compareNumbers(BigInt(left), BigInt(right));
  if (leftIsNumber !== rightIsNumber) return leftIsNumber ? -1 : 1;
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
