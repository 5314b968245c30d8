// SPDX-License-Identifier: Apache-2.0
// The public surface of the GitHub Publisher, listed name by name.
export {
  admittedOperationSchema,
  checkReportSchema,
  type AdmittedOperation,
} from './operation/admitted-operation.ts';
export {
  JOURNAL_EVENTS,
  journalEntrySchema,
  type JournalEntry,
  type JournalEvent,
} from './operation/journal-entry.ts';
export {
  SETTLED_STATUSES,
  publicationResultSchema,
  settlementSchema,
  type Settlement,
} from './operation/settlement.ts';
export { type Lease, type StoredOperation } from './operation/stored-operation.ts';
export {
  RATE_LIMIT_CAUSES,
  rateLimitStateSchema,
  rememberedWritesMax,
  type RateLimitState,
} from './limits/rate-limit-state.ts';
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
