// SPDX-License-Identifier: Apache-2.0
// Verifies an evidence pack by trust that the verifier brings. Every check is made and reported; the
// same pack and the same trust give the same verdict for ever, since no clock is asked.
import { refusal, type SignatureVerifier } from '@marketops/core';
import type { WholeLog } from '../audit/verify-whole-log.ts';
import { readHistory } from './attempt-history.ts';
import { checkAdmission, checkRevocation, type AdmissionReading } from './check-admission.ts';
import { checkCheckpoint, type CheckpointReading } from './check-checkpoint.ts';
import { checkDocuments } from './check-documents.ts';
import { checkBelonging, checkInclusion } from './check-records.ts';
import { checkWholeLog } from './check-whole-log.ts';
import { parseEvidencePack, type EvidencePack } from './evidence-pack.ts';
import type { EvidenceTrust } from './evidence-trust.ts';
import {
  EVIDENCE_CHECKS,
  concluded,
  notEvaluatedFor,
  passed,
  type EvidenceCheck,
  type EvidenceVerdict,
  type NotProven,
} from './evidence-verdict.ts';
import { readPack } from './pack-reading.ts';
import { provedAttempt } from './proved-attempt.ts';

/** What a pack is verified by. */
export interface EvidenceVerification {
  readonly trust: EvidenceTrust;
  readonly verifier: SignatureVerifier;
  /** Every leaf of the log, where the verifier has it: then completeness is proved as well. */
  readonly wholeLog?: WholeLog['leaves'];
}

/**
 * Verifies the bytes of a pack, whose `attempt` is what it proves where all checks passed.
 *
 * The steps: the bytes are exactly one pack → the checkpoint is the pinned log's → every record is in
 * it → all tell of this attempt → they tell it from beginning to end → the documents are those that
 * they name → the receipt and the approvals are genuine and enough (docs/reference/checks.md).
 * Never throws on foreign bytes.
 */
export async function verifyEvidencePack(
  bytes: Uint8Array,
  by: EvidenceVerification,
): Promise<EvidenceVerdict> {
  const parsed = parseEvidencePack(bytes);
  const expected = 'an evidence pack in canonical JSON';
  if (!parsed.ok) {
    const { path, expected: expectedAtPath, found } = parsed.problem;
    const details = { subject: `pack${path}`, expected: expectedAtPath, found };
    const first = concluded('pack_exact', { expected, found }, [
      refusal('evidence.malformed', details),
    ]);
    const others = EVIDENCE_CHECKS.filter((name) => name !== 'pack_exact' && applies(name, by));
    return unverified([first, ...others.map((name) => notEvaluatedFor(name, 'an exact pack'))]);
  }
  const exact = passed('pack_exact', expected, `${bytes.length} bytes`);
  return verifyParsed(parsed.value, exact, by);
}

async function verifyParsed(
  pack: EvidencePack,
  exact: EvidenceCheck,
  { trust, verifier, wholeLog }: EvidenceVerification,
): Promise<EvidenceVerdict> {
  const reading = readPack(pack);
  const checkpoint = await checkCheckpoint(pack, trust, verifier);
  const { check: complete, history } = readHistory(pack);
  const admission: AdmissionReading =
    history?.kind === 'admitted'
      ? await checkAdmission({ ...reading, history, trust, verifier })
      : { checks: [], facts: null };
  const checks = [
    exact,
    checkpoint.check,
    checkInclusion(pack, checkpoint.opened),
    checkBelonging(pack),
    complete,
    checkDocuments(reading, history),
    ...admission.checks,
    ...(history?.kind === 'admitted' ? [checkRevocation(pack, history)] : []),
    ...(wholeLog === undefined ? [] : [await checkWholeLog(pack, checkpoint.opened, wholeLog)]),
  ];
  const verified = checks.every(({ verdict }) => verdict === 'passed');
  const { opened, witnesses } = checkpoint;
  if (!verified || history === null || opened === null) return unverified(checks);
  return {
    verified: true,
    checks,
    refusals: [],
    attempt: provedAttempt({ pack, history, opened, witnesses, facts: admission.facts }),
    notProven: notProven(checkpoint, wholeLog !== undefined),
  };
}

function unverified(checks: readonly EvidenceCheck[]): EvidenceVerdict {
  const refusals = checks.flatMap((check) => check.refusals);
  return { verified: false, checks, refusals, attempt: null, notProven: [] };
}

function notProven({ witnesses }: CheckpointReading, wholeLogSeen: boolean): readonly NotProven[] {
  return [
    ...(wholeLogSeen ? [] : ['no_other_attempts' as const]),
    ...(witnesses.length > 0 ? [] : ['one_history' as const]),
    'unspent_elsewhere',
    'still_so',
    'clocks',
    'keys_in_right_hands',
  ];
}

function applies(name: EvidenceCheck['check'], { wholeLog }: EvidenceVerification): boolean {
  return name !== 'log_complete' || wholeLog !== undefined;
}
