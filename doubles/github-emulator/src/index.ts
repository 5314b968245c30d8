// SPDX-License-Identifier: Apache-2.0
// The public surface of the emulator.

export type { WriteLogEntry } from './api/write-log.ts';
export type { ForeignChange } from './control/foreign-change.ts';
export type { RepositorySnapshot } from './control/snapshot.ts';
export type { AnswerFault, Fault, FaultMatch, FaultRule, HookContext } from './fault/fault-rule.ts';
export type { RunningEmulator } from './start.ts';
export { startGitHubEmulator } from './start.ts';
export type { Repository } from './state/repository.ts';
export type { SettingsChange } from './state/settings.ts';
