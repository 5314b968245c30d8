// SPDX-License-Identifier: Apache-2.0
// What can be tuned: delays, list lag, limits, and the oddities of GitHub that can be switched off.

/** Delays in milliseconds before a call is worked on, for benchmarks. */
export interface LatencySettings {
  readonly apiMs: number;
  readonly uploadMs: number;
}

/** How long, in milliseconds, newly created things stay absent from lists. */
export interface LagSettings {
  readonly refsMs: number;
  readonly releasesMs: number;
  readonly assetsMs: number;
  readonly pullsMs: number;
  /** When true, they are absent from get-by-id too. */
  readonly hidesById: boolean;
}

/** Rate limits. A content budget of null does not limit. */
export interface RateLimitSettings {
  readonly corePerHour: number;
  readonly anonymousPerHour: number;
  readonly contentPerMinute: number | null;
  readonly contentPerHour: number | null;
  /** The `retry-after` of secondary limits in seconds; null leaves the header out, as GitHub may. */
  readonly retryAfterSeconds: number | null;
}

/** Behaviours of GitHub that surprise clients; each can be switched. */
export interface Quirks {
  /**
   * An update of a draft without `tag_name` resets its tag to `untagged-…`: at `edits` that leave it a
   * draft (reported by many projects), `always` (publishing too, which is disputed), or `never`.
   */
  readonly untaggedReset: 'edits' | 'always' | 'never';
  /** An upload that breaks off leaves an empty asset in state `starter`. */
  readonly interruptedUploadLeavesStarter: boolean;
  /** The bytes of an asset are served by redirect to another origin. */
  readonly assetDownloadRedirects: boolean;
  /** A reference refused by a ruleset answers only "Reference update failed". */
  readonly vagueRulesetRefusal: boolean;
  /** Commit and tag messages get a line break appended, so that object ids differ from the expected. */
  readonly messageNewline: boolean;
}

/** All settings of a running emulator. */
export interface Settings {
  readonly latency: LatencySettings;
  readonly lag: LagSettings;
  readonly rateLimits: RateLimitSettings;
  readonly quirks: Quirks;
}

/** Changes to settings; what is left out stays as it is. */
export interface SettingsChange {
  readonly latency?: Partial<LatencySettings>;
  readonly lag?: Partial<LagSettings>;
  readonly rateLimits?: Partial<RateLimitSettings>;
  readonly quirks?: Partial<Quirks>;
}

/** The settings an emulator starts with: no delay, no lag, GitHub's limits and its quirks. */
export const defaultSettings: Settings = {
  latency: { apiMs: 0, uploadMs: 0 },
  lag: { refsMs: 0, releasesMs: 0, assetsMs: 0, pullsMs: 0, hidesById: false },
  rateLimits: {
    corePerHour: 5000,
    anonymousPerHour: 60,
    contentPerMinute: null,
    contentPerHour: null,
    retryAfterSeconds: 60,
  },
  quirks: {
    untaggedReset: 'edits',
    interruptedUploadLeavesStarter: true,
    assetDownloadRedirects: true,
    vagueRulesetRefusal: false,
    messageNewline: false,
  },
};

/** Applies a change to settings. */
export function changeSettings(settings: Settings, change: SettingsChange): Settings {
  return {
    latency: { ...settings.latency, ...change.latency },
    lag: { ...settings.lag, ...change.lag },
    rateLimits: { ...settings.rateLimits, ...change.rateLimits },
    quirks: { ...settings.quirks, ...change.quirks },
  };
}
