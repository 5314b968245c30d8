// SPDX-License-Identifier: Apache-2.0
// The public surface of the log, listed name by name.
export { type LeafRange, type NodePosition } from './merkle/leaf-range.ts';
export { TreeAccumulator } from './merkle/tree-accumulator.ts';
export { HASH_BYTES, emptyRoot, leafHash, nodeHash } from './merkle/tree-hash.ts';
export { type TreeNumber } from './merkle/tree-number.ts';
export { verifyConsistency, type ConsistencyClaim } from './merkle/verify-consistency.ts';
export { inclusionRoot, verifyInclusion, type InclusionClaim } from './merkle/verify-inclusion.ts';
export { appendLeaf } from './storage/append-leaf.ts';
export {
  type LeafAppend,
  type LogNode,
  type LogReader,
  type LogStorage,
} from './storage/log-storage.ts';
export { proveConsistency, proveInclusion, rootAt } from './storage/read-tree.ts';
export {
  encodeVerifierKey,
  noteKeyId,
  noteKeyOf,
  parseKeyName,
  parseVerifierKey,
  type NoteKey,
  type NoteKeyType,
} from './note/note-key.ts';
export { type NoteSigner } from './note/note-signer.ts';
export { readSignatures, type SignatureReading } from './note/read-signatures.ts';
export {
  NOTE_LIMITS,
  encodeSignedNote,
  parseSignedNote,
  type NoteSignature,
  type SignedNote,
} from './note/signed-note.ts';
export { encodeCheckpoint, parseCheckpoint, type Checkpoint } from './checkpoint/checkpoint.ts';
export {
  openCheckpoint,
  type CheckpointPins,
  type GenuineCosignature,
  type OpenedCheckpoint,
} from './checkpoint/open-checkpoint.ts';
export { cosignCheckpoint, signCheckpoint } from './checkpoint/sign-checkpoint.ts';
export {
  PROOF_HASHES_MAX,
  encodeTlogProof,
  parseTlogProof,
  type TlogProof,
} from './proof/tlog-proof.ts';
export { encodeAuditLeaf, parseAuditLeaf } from './audit/audit-leaf.ts';
export { AuditLog } from './audit/audit-log.ts';
export { AuditLogReader, type StandingToCheckpoint } from './audit/audit-log-reader.ts';
export { readLoggedLeaves, type LoggedLeaf } from './audit/logged-leaf.ts';
export { verifyWholeLog, type WholeLog, type WholeLogVerdict } from './audit/verify-whole-log.ts';
export {
  assembleEvidencePack,
  type EvidenceSources,
  type LoggedRecord,
} from './evidence/assemble-pack.ts';
export {
  EVIDENCE_LIMITS,
  encodeEvidencePack,
  evidencePackSchema,
  parseEvidencePack,
  type EvidencePack,
  type ProvedRecord,
} from './evidence/evidence-pack.ts';
export {
  evidenceSubject,
  tellsOfSubject,
  type EvidenceSubject,
} from './evidence/evidence-subject.ts';
export {
  evidenceTrustSchema,
  parseEvidenceTrust,
  type EvidenceTrust,
} from './evidence/evidence-trust.ts';
export {
  EVIDENCE_CHECKS,
  NOT_PROVEN,
  type EvidenceCheck,
  type EvidenceCheckName,
  type EvidenceVerdict,
  type NotProven,
  type ProvedAttempt,
} from './evidence/evidence-verdict.ts';
export { verifyEvidencePack, type EvidenceVerification } from './evidence/verify-pack.ts';
