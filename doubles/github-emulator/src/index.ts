// SPDX-License-Identifier: Apache-2.0
// The public surface of the emulator.

export type { Method } from './api/api-request.ts';
export type { RequestLogEntry, WriteLogEntry } from './api/write-log.ts';
export type { Counters, RepositoryAddition } from './control/emulator-control.ts';
export { EmulatorControl } from './control/emulator-control.ts';
export type { AssetSelector, ForeignChange, ReleaseSelector } from './control/foreign-change.ts';
export type { ReleaseSnapshot, RepositorySnapshot } from './control/snapshot.ts';
export type { AppSpec, InstallationSpec, TokenSpec } from './control/token-spec.ts';
export type {
  AnswerFault,
  Fault,
  FaultMatch,
  FaultRule,
  FaultTiming,
  HookContext,
  SideFault,
} from './fault/fault-rule.ts';
export type { FaultRuleStatus } from './fault/fault-script.ts';
export type { RouteName } from './fault/route-name.ts';
export type { TlsIdentity } from './http/listener.ts';
export type { EmulatorOptions, RunningEmulator } from './start.ts';
export { startGitHubEmulator } from './start.ts';
export type { Account, Role } from './state/account.ts';
export type { EmulatorState } from './state/emulator-state.ts';
export type { Repository } from './state/repository.ts';
export type { Ruleset, RulesetRule } from './state/ruleset.ts';
export type {
  LagSettings,
  LatencySettings,
  Quirks,
  RateLimitSettings,
  Settings,
  SettingsChange,
} from './state/settings.ts';
export type { PermissionLevel, PermissionName, Permissions, Token } from './state/token.ts';
