// SPDX-License-Identifier: Apache-2.0
// The public surface of the engine, listed name by name.
export {
  type ConfigReading,
  type FileContent,
  type FileFact,
  type HeadCommit,
  type HistoryMessage,
  type HistoryTag,
  type Reading,
} from './port/project-facts.ts';
export { type ProjectHistory, type ProjectReader } from './port/project-reader.ts';
export {
  type ReadingCredential,
  type RepositoryBranch,
  type RepositoryReader,
  type RepositoryReaders,
  type RepositoryTag,
} from './port/repository-reader.ts';
export {
  type OperationWeighing,
  type PolicyProposal,
  type PolicyWeigher,
  type PolicyWeighing,
} from './port/policy-weigher.ts';
export { type ContentRegistry, type FileContentEntry } from './port/content-registry.ts';
export {
  type Advisor,
  type IssuedReceipt,
  type PublicationRoad,
  type RoadRequest,
} from './port/publication-road.ts';
export { type EarlierOperation } from './port/earlier-operation.ts';
export { type OperationReport } from './port/side-effect-port.ts';
export {
  type RunCursor,
  type RunReader,
  type RunStore,
  type RunTransaction,
  type StoredPlan,
} from './port/run-store.ts';
export { planSeedsSchema, type PlanSeeds } from './run/plan-seeds.ts';
export { runRecordSchema, type RunRecord } from './run/run-record.ts';
export { stageEventSchema, type StageEvent } from './run/stage-event.ts';
export { sealPlan } from './plan/sealed-plan.ts';
export { LiveSideEffectPort } from './side-effect/live-side-effect-port.ts';
export { NullSinkSideEffectPort } from './side-effect/null-sink-side-effect-port.ts';
export { ARTIFACT_CHECKS } from './check/objection.ts';
export { projectConfigSchema } from './config/project-config.ts';
export { matchesFilePattern, parseFilePattern } from './config/file-pattern.ts';
export { MarketOpsEngine, type EnginePorts } from './market-ops-engine.ts';
export { type PlanChange } from './plan/plan-difference.ts';
export { lastShippedRun } from './run/last-shipped-run.ts';
export { type RunObserver } from './run/run-journal.ts';
export { type RunOutcome, type RunRequest } from './run/run-outcome.ts';
