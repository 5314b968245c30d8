// SPDX-License-Identifier: Apache-2.0
// The vectors of `spec/vectors/evidence`: each pack ends as `cases.json` says, by the code and, as
// far as its shape goes, by the JSON Schema.
import { must, testVerifier } from '@marketops/testkit';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { evidencePackSchema } from '../../src/evidence/evidence-pack.ts';
import { evidenceTrustSchema, parseEvidenceTrust } from '../../src/evidence/evidence-trust.ts';
import { verifyEvidencePack } from '../../src/evidence/verify-pack.ts';
import { readVectorBytes, readVectorText } from './spec-vectors.ts';

interface EvidenceVector {
  readonly file: string;
  readonly verified: boolean;
  readonly refused: readonly string[];
}

const cases: readonly EvidenceVector[] = JSON.parse(readVectorText('evidence/cases.json'));
const trust = must(parseEvidenceTrust(readVectorBytes('evidence/trust.json')));
const ajv = new Ajv2020({ validateFormats: false });

function readJson(file: string): unknown {
  return JSON.parse(readVectorText(`evidence/${file}`));
}

describe('spec/vectors/evidence', () => {
  it.each(cases)('$file', async ({ file, verified, refused }) => {
    const bytes = readVectorBytes(`evidence/${file}`);
    const verdict = await verifyEvidencePack(bytes, { trust, verifier: testVerifier });
    const refusing = verdict.checks.filter((check) => check.verdict === 'refused');
    expect(refusing.map(({ check }) => check)).toEqual(refused);
    expect(verdict.verified).toBe(verified);
  });

  it('holds packs of both kinds that verify', () => {
    const verified = cases.filter((vector) => vector.verified).map(({ file }) => file);
    expect(verified).toEqual(['admitted.json', 'admitted-cosigned.json', 'rejected.json']);
  });

  it('fits the JSON Schema where its shape is right, and no more', () => {
    const fits = ajv.compile(evidencePackSchema.jsonSchema);
    const misfits = cases.filter(({ file }) => !fits(readJson(file))).map(({ file }) => file);
    expect(misfits).toEqual(['unknown-member.json']);
    expect(ajv.validate(evidenceTrustSchema.jsonSchema, readJson('trust.json'))).toBe(true);
  });
});
