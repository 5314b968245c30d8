// SPDX-License-Identifier: Apache-2.0
// The verifier's trust is read as strictly as everything else: a floor that was misspelt must not
// become no floor.
import { canonicalJsonBytes, utf8Encode, type JsonObject } from '@marketops/core';
import { describe, expect, it } from 'vitest';
import { parseEvidenceTrust } from '../../src/evidence/evidence-trust.ts';
import { sampleTrust } from './sample-attempt.ts';

const trust = sampleTrust();
const { publisher } = trust;

describe('parseEvidenceTrust', () => {
  it('reads a trust file, however it is spaced', () => {
    expect(parseEvidenceTrust(canonicalJsonBytes(trust))).toEqual({ ok: true, value: trust });
    const spaced = utf8Encode(JSON.stringify(trust, null, 2));
    expect(parseEvidenceTrust(spaced)).toEqual({ ok: true, value: trust });
  });

  it.each<[string, JsonObject, string]>([
    ['another schema', { ...trust, schema: 'urn:marketops:evidence-trust:v2' }, '/schema'],
    ['no origin', { ...trust, log: {} }, '/log/origin'],
    ['an origin with a space', { ...trust, log: { origin: 'my log' } }, '/log/origin'],
    [
      'no repository',
      { ...trust, publisher: { ...publisher, repositories: [] } },
      '/publisher/repositories',
    ],
    [
      'no floor',
      { ...trust, publisher: { ...publisher, approvalsMin: {} } },
      '/publisher/approvalsMin/publish_release',
    ],
    [
      'a misspelt floor',
      {
        ...trust,
        publisher: { ...publisher, approvalsMin: { ...publisher.approvalsMin, openPr: 2 } },
      },
      '/publisher/approvalsMin/openPr',
    ],
    [
      'a negative floor',
      {
        ...trust,
        publisher: { ...publisher, approvalsMin: { ...publisher.approvalsMin, open_pr: -1 } },
      },
      '/publisher/approvalsMin/open_pr',
    ],
    ['no keys', { ...trust, trustRoot: { ...trust.trustRoot, keys: [] } }, '/trustRoot/keys'],
  ])('refuses %s, naming the member', (_, json, path) => {
    expect(parseEvidenceTrust(canonicalJsonBytes(json))).toMatchObject({
      ok: false,
      problem: { path },
    });
  });

  it('refuses what is no JSON', () => {
    expect(parseEvidenceTrust(utf8Encode('trust'))).toMatchObject({ ok: false });
  });
});
