// SPDX-License-Identifier: Apache-2.0
// The public surface of the GitHub Publisher, listed name by name.
export { admittedOperationSchema, type AdmittedOperation } from './operation/admitted-operation.ts';
export { journalEntrySchema, type JournalEntry } from './operation/journal-entry.ts';
export { settlementSchema, type Settlement } from './operation/settlement.ts';
export { type Lease, type StoredOperation } from './operation/stored-operation.ts';
export { rateLimitStateSchema, type RateLimitState } from './limits/rate-limit-state.ts';
export {
  ContentChangedError,
  type ContentSource,
  type OpenContent,
} from './port/content-source.ts';
export {
  type AssetUpload,
  type CommitRequest,
  type GitHubReader,
  type GitHubReaders,
  type GitHubSession,
  type GitHubSessions,
  type GitHubWriter,
  type Page,
  type PullRequestFields,
  type ReleaseFields,
  type TreeChange,
} from './port/github-port.ts';
export {
  AlreadyPresentError,
  CommitInDoubtError,
  StaleLeaseError,
  type Consumption,
  type LeaseClaim,
  type PublisherStore,
  type PublisherTransaction,
  type StoredJournalEntry,
} from './port/publisher-store.ts';
export { UnfitDocumentError, fitDocument } from './port/fit-document.ts';
export { type ProgressEvent, type ProgressListener } from './port/progress-listener.ts';
export { GitHubPublisher } from './github-publisher.ts';
export { BINDING_CHECKS, ReceiptBindingValidator } from './receipt-binding-validator.ts';
export { PUBLISHER_OPTIONS_DEFAULT, type PublisherOptions } from './publisher-options.ts';
export { RateLimitManager } from './limits/rate-limit-manager.ts';
export { RecoveryStrategy } from './recovery/recovery-strategy.ts';
export { operationView, type OperationView, type StepView } from './operation/operation-view.ts';
