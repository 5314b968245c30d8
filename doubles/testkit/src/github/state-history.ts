// SPDX-License-Identifier: Apache-2.0
// What the scripted GitHub held at earlier moments, so that lists and looks at refs can lag behind what
// was confirmed, as GitHub's do; what is asked for by its numeric id never lags.
import type { GitHubPullRequest, GitObjectId } from '@marketops/core';
import type { HeldRelease, ScriptedGitHubState } from './scripted-github-state.ts';

/** What lists and looks at refs are answered from. */
export interface ShownState {
  readonly refs: ReadonlyMap<string, GitObjectId>;
  readonly releases: ReadonlyMap<number, HeldRelease>;
  readonly pulls: ReadonlyMap<number, GitHubPullRequest>;
}

interface Moment {
  readonly atMs: number;
  readonly shown: ShownState;
}

/** The moments of one scripted GitHub, oldest first. */
export class StateHistory {
  readonly #moments: Moment[] = [];

  /** Keeps what is held at `atMs`; later changes leave it as it is. */
  keep(atMs: number, { refs, releases, pulls }: ScriptedGitHubState): void {
    const copied = new Map<number, HeldRelease>();
    for (const [id, release] of releases) {
      copied.set(id, { ...release, assets: [...release.assets] });
    }
    const shown = { refs: new Map(refs), releases: copied, pulls: new Map(pulls) };
    this.#moments.push({ atMs, shown });
  }

  /** What was held at `atMs`: the last moment that is no later, else the first; null before any. */
  asOf(atMs: number): ShownState | null {
    const moment = this.#moments.findLast((kept) => kept.atMs <= atMs) ?? this.#moments[0];
    return moment?.shown ?? null;
  }
}
