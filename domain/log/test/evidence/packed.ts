// SPDX-License-Identifier: Apache-2.0
// Shortens what every test of packs does: pack an attempt, verify a pack.
import { must, testVerifier } from '@marketops/testkit';
import { assembleEvidencePack } from '../../src/evidence/assemble-pack.ts';
import { encodeEvidencePack, type EvidencePack } from '../../src/evidence/evidence-pack.ts';
import type { EvidenceTrust } from '../../src/evidence/evidence-trust.ts';
import type { EvidenceVerdict } from '../../src/evidence/evidence-verdict.ts';
import { verifyEvidencePack, type EvidenceVerification } from '../../src/evidence/verify-pack.ts';
import { sampleAttempt, sampleTrust, type AttemptChanges } from './sample-attempt.ts';

/** The pack of a sample attempt. */
export async function packOf(changes: AttemptChanges = {}): Promise<EvidencePack> {
  return must(await assembleEvidencePack((await sampleAttempt(changes)).sources));
}

/** The verdict on a pack, by a stranger's trust unless told otherwise. */
export async function verdictOn(
  pack: EvidencePack,
  by: Partial<EvidenceVerification> = {},
): Promise<EvidenceVerdict> {
  return verifyEvidencePack(encodeEvidencePack(pack), {
    trust: sampleTrust(),
    verifier: testVerifier,
    ...by,
  });
}

/** The names of the checks that did not pass. */
export function failing({ checks }: EvidenceVerdict): readonly string[] {
  return checks.filter(({ verdict }) => verdict !== 'passed').map(({ check }) => check);
}

/** The stranger's trust with something of its publisher's pins changed. */
export function trustWith(publisher: Partial<EvidenceTrust['publisher']>): EvidenceTrust {
  const trust = sampleTrust();
  return { ...trust, publisher: { ...trust.publisher, ...publisher } };
}
