// SPDX-License-Identifier: Apache-2.0
// The public surface of the core, listed name by name.
export { array, isJsonObject, nullable, object, taggedUnion } from './schema/composites.ts';
export { describeText, describeValue } from './schema/describe-value.ts';
export { accepted, refused, type Parsed } from './schema/parsed.ts';
export { anyJson, boolean, integer, literal, oneOf, parsedText, text } from './schema/scalars.ts';
export { type Schema, type TypeOf } from './schema/schema.ts';
export { canonicalJson, canonicalJsonBytes } from './json/canonical-json.ts';
export { digestOf, digestOfBytes, parseSha256Digest, type Sha256Digest } from './json/digest.ts';
export { isJsonArray, type JsonObject, type JsonValue } from './json/json-value.ts';
export { JSON_LIMITS_DEFAULT, parseStrictJson } from './json/strict-json.ts';
export { base64Decode, base64Encode, base64UrlDecode, base64UrlEncode } from './encoding/base64.ts';
export { concatBytes, equalBytes } from './encoding/bytes.ts';
export { hexDecode, hexEncode } from './encoding/hex.ts';
export { sha1Hex } from './encoding/sha1.ts';
export { sha256, sha256Hex } from './encoding/sha256.ts';
export { utf8Decode, utf8Encode } from './encoding/utf8.ts';
export {
  instantFromMs,
  instantFromSeconds,
  instantToMs,
  parseInstant,
  type Instant,
} from './time/instant.ts';
export { parseAssetName } from './text/asset-name.ts';
export { digestPhrase } from './text/digest-phrase.ts';
export { findHiddenCharacters, visibleText } from './text/hidden-characters.ts';
export { parseGitObjectId, type GitObjectId } from './git/object-id.ts';
export {
  annotatedTagId,
  blobId,
  commitId,
  encodeCommit,
  encodeTree,
  parsePersonEmail,
  parsePersonName,
  parseTreeEntries,
  treeEntryModes,
  treeId,
  type AnnotatedTagContent,
  type CommitContent,
  type GitPerson,
  type TreeEntry,
  type TreeEntryMode,
} from './git/objects.ts';
export { parseBranchName, parseTagName, type BranchName, type TagName } from './git/ref-name.ts';
export { parseTreePath, type TreePath } from './git/tree-path.ts';
export {
  encodeEnvelope,
  envelopeJsonSchema,
  parseEnvelope,
  preAuthenticationEncoding,
  type DsseEnvelope,
  type DsseSignature,
} from './dsse/envelope.ts';
export { IN_TOTO_PAYLOAD_TYPE, parseStatement } from './dsse/statement.ts';
export {
  parsePersonId,
  personIdSchema,
  proposerSchema,
  type PersonId,
  type Proposer,
} from './identity/actors.ts';
export {
  ID_BYTES,
  instanceIds,
  operationIds,
  receiptIds,
  requestIds,
  runIds,
  type OperationId,
  type ReceiptId,
  type RequestId,
  type RunId,
} from './identity/ids.ts';
export { MODES, isProd, type Mode } from './identity/mode.ts';
export {
  parseHostName,
  parseRepositoryName,
  repositoryNameSchema,
  repositorySchema,
  type HostName,
  type RepositoryIdentity,
  type RepositoryName,
} from './identity/repository.ts';
export {
  assetNameSchema,
  gitObjectIdSchema,
  instantSchema,
  sha256Schema,
  type GitPersonField,
} from './operation/field-schemas.ts';
export { operationMarker } from './operation/marker.ts';
export { type ChangedFile, type OpenPrOperation, type WrittenFile } from './operation/open-pr.ts';
export { OPERATION_KINDS, type OperationKind } from './operation/operation-kind.ts';
export { operationSchema, parseOperation } from './operation/operation-schema.ts';
export { operationDigest, type Operation } from './operation/operation.ts';
export { type Asset, type PublishReleaseOperation } from './operation/publish-release.ts';
export {
  type ReleaseTag,
  type TagAnnotation,
  type TagRepoOperation,
} from './operation/tag-repo.ts';
export { isWorkflowFile } from './plan/facts-cover.ts';
export { parsePlan } from './plan/parse-plan.ts';
export { planFactsSchema, type ArtifactCheck, type PlanFacts } from './plan/plan-facts.ts';
export { preconditionSchema, type Precondition } from './plan/precondition.ts';
export {
  encodePlan,
  planDigest,
  policyReferenceSchema,
  publicationPlanSchema,
  type NotShipped,
  type PlannedOperation,
  type PolicyReference,
  type PublicationPlan,
} from './plan/publication-plan.ts';
export { PREDICATE_TYPES } from './signed/predicate-types.ts';
export {
  encodeSignedPayload,
  readPredicateType,
  readSignedPredicate,
  type SignedPredicate,
} from './signed/signed-predicate.ts';
export { keyHolds, verifyingKeys } from './signed/verify-envelope.ts';
export { advisoryReceiptKind, type AdvisoryReceipt } from './receipt/advisory-receipt.ts';
export {
  audienceSchema,
  enforceableReceiptKind,
  type EnforceableReceipt,
} from './receipt/enforceable-receipt.ts';
export { DECISIONS, approvalKind, type Approval } from './approval/approval.ts';
export {
  keyIdSchema,
  trustRootKind,
  trustRootSchema,
  type KeyAlgorithm,
  type KeyId,
  type KeyRole,
  type Person,
  type TrustKey,
  type TrustRoot,
} from './trust/trust-root.ts';
export { REASON_CODES, isReasonCode, reasonEntry, type ReasonCode } from './refusal/catalogue.ts';
export { EXIT_CODES, FIXERS, type ExitCode } from './refusal/reason-entry.ts';
export { refusal, refusalSchema, type Refusal } from './refusal/refusal.ts';
export {
  type AdmissionFacts,
  type AdmissionState,
  type PublisherPins,
  type ReceiptReading,
} from './check/admission-facts.ts';
export { whyApproverDoesNotCount, type PlanOrigin } from './check/approvals-check.ts';
export { CHECKS, type CheckName } from './check/check-list.ts';
export { type CheckReport, type CheckResult } from './check/check-result.ts';
export { evaluateOnly } from './check/evaluate-checks.ts';
export { examineApprovals, examineReceipt } from './check/examine-receipt.ts';
export {
  OPERATION_STATUSES,
  auditRecord,
  encodeAuditRecord,
  operationAuditRecordSchema,
  type AuditEvent,
  type OperationAuditRecord,
  type OperationStatus,
} from './audit/operation-audit-record.ts';
export {
  LEDGER_LIMITS,
  proofLedgerDigest,
  proofLedgerSchema,
  type ProofLedger,
} from './ledger/proof-ledger.ts';
export { type SideEffectIntent } from './ledger/side-effect-intent.ts';
export { STAGES, type Stage } from './ledger/stage.ts';
export { answerInWords } from './github/answer-in-words.ts';
export { answerKind, asksToWait, type AnswerKind } from './github/answer-kind.ts';
export {
  type BodyReader,
  type GitHubErrorDetail,
  type GitHubFailure,
  type GitHubReply,
  type RateLimitHeaders,
} from './github/reply.ts';
export {
  type GitHubAsset,
  type GitHubCommit,
  type GitHubPullRequest,
  type GitHubPullRequestFile,
  type GitHubRef,
  type GitHubRelease,
  type GitHubRepository,
  type GitHubRuleset,
  type GitHubTagObject,
  type GitHubTree,
  type GitHubTreeEntry,
} from './github/resources.ts';
export { type Clock, type Entropy } from './port/clock.ts';
export { type SignatureVerifier, type Signer } from './port/signing.ts';
export { LIMITS } from './limits.ts';
export { type PublicationSubmission } from './publication/submission.ts';
export { type PublicationOutcome, type PublicationResult } from './publication/outcome.ts';
export { type AuditAppender } from './port/audit-appender.ts';
export { keyIdOf } from './trust/key-id.ts';
export { signPredicate } from './signed/sign-predicate.ts';
