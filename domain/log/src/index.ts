// SPDX-License-Identifier: Apache-2.0
// The public surface of the log, listed name by name.
export { type NodePosition } from './merkle/leaf-range.ts';
export { TreeAccumulator } from './merkle/tree-accumulator.ts';
export { leafHash } from './merkle/tree-hash.ts';
export { appendLeaf } from './storage/append-leaf.ts';
export { type LeafAppend, type LogReader, type LogStorage } from './storage/log-storage.ts';
export { rootAt } from './storage/read-tree.ts';
export { noteKeyOf } from './note/note-key.ts';
export { type Checkpoint } from './checkpoint/checkpoint.ts';
export { logKeysAfter } from './checkpoint/log-keys.ts';
export { openCheckpoint, type CheckpointPins } from './checkpoint/open-checkpoint.ts';
export { signCheckpoint } from './checkpoint/sign-checkpoint.ts';
export { encodeAuditLeaf, parseAuditLeaf } from './audit/audit-leaf.ts';
export { AuditLogReader } from './audit/audit-log-reader.ts';
export { readLoggedLeaves, type LoggedLeaf } from './audit/logged-leaf.ts';
export { verifyWholeLog } from './audit/verify-whole-log.ts';
export {
  assembleEvidencePack,
  type EvidenceSources,
  type LoggedRecord,
} from './evidence/assemble-pack.ts';
export { encodeEvidencePack, evidencePackSchema } from './evidence/evidence-pack.ts';
export { evidenceSubject } from './evidence/evidence-subject.ts';
export {
  evidenceTrustSchema,
  parseEvidenceTrust,
  type EvidenceTrust,
} from './evidence/evidence-trust.ts';
export { NOT_PROVEN, type EvidenceVerdict } from './evidence/evidence-verdict.ts';
export { verifyEvidencePack } from './evidence/verify-pack.ts';
