// SPDX-License-Identifier: Apache-2.0
// Writes down what changes on the scripted GitHub, and whether the publisher or somebody else did it:
// whatever changes while a call is worked on is the publisher's, anything else is somebody else's.
import { instantToMs, type Clock, type GitHubPullRequest, type GitObjectId } from '@marketops/core';
import type { ScriptedGitHub } from '@marketops/testkit';

type HeldRelease = ScriptedGitHub['state']['published'][number];

/** What changed. */
export type ChangeKind =
  | 'ref_made'
  | 'ref_moved'
  | 'ref_removed'
  | 'release_made'
  | 'release_published'
  | 'release_edited'
  | 'release_removed'
  | 'files_changed'
  | 'pull_made'
  | 'pull_ended'
  | 'pull_edited'
  | 'elsewhere';

/** One change, with the thing as it was before and after. */
export interface Change {
  readonly who: 'us' | 'them';
  readonly kind: ChangeKind;
  /** The ref, `release N` or `pull N`. */
  readonly about: string;
  /** How many calls had been made. */
  readonly atCall: number;
  /** By GitHub's clock. */
  readonly atMs: number;
  readonly before: HeldRelease | GitHubPullRequest | GitObjectId | null;
  readonly after: HeldRelease | GitHubPullRequest | GitObjectId | null;
}

type Seen = Omit<Change, 'who' | 'atCall' | 'atMs'>;

interface Picture {
  readonly refs: ReadonlyMap<string, GitObjectId>;
  readonly releases: ReadonlyMap<number, HeldRelease>;
  readonly pulls: ReadonlyMap<number, GitHubPullRequest>;
}

/** Who changed what. */
export class Witness {
  readonly changes: Change[] = [];
  readonly #github: ScriptedGitHub;
  readonly #clock: Clock;
  #last: Picture;

  constructor(github: ScriptedGitHub, clock: Clock) {
    this.#github = github;
    this.#clock = clock;
    this.#last = pictureOf(github);
  }

  /** Writes down what changed since the last time, and an act that changed nothing here; gives it. */
  look(who: Change['who'], act: string | null = null): readonly Change[] {
    const now = pictureOf(this.#github);
    const seen = [
      ...refChanges(this.#last, now),
      ...releaseChanges(this.#last, now),
      ...pullChanges(this.#last, now),
    ];
    if (act !== null && (seen.length === 0 || act.includes('repository'))) {
      seen.push({ kind: 'elsewhere', about: act, before: null, after: null });
    }
    this.#last = now;
    const atCall = this.#github.calls.length;
    const atMs = instantToMs(this.#clock.now());
    const changes = seen.map((change) => ({ ...change, who, atCall, atMs }));
    this.changes.push(...changes);
    return changes;
  }

  /** Who made a thing that is there, the last time; null where it always was. */
  makerOf(about: string): Change['who'] | null {
    const made = this.changes.findLast(
      (change) => change.about === about && change.kind.endsWith('_made'),
    );
    return made?.who ?? null;
  }

  /** Who made a release public; null where nobody did. */
  publisherOf(about: string): Change['who'] | null {
    const published = this.changes.findLast(
      (change) => change.about === about && change.kind === 'release_published',
    );
    return published?.who ?? null;
  }

  /** What somebody else did to a thing. */
  theirsTo(about: string): readonly Change[] {
    return this.theirs.filter((change) => change.about === about);
  }

  /** Everything that somebody else did. */
  get theirs(): readonly Change[] {
    return this.changes.filter(({ who }) => who === 'them');
  }
}

function pictureOf({ state }: ScriptedGitHub): Picture {
  const releases = new Map<number, HeldRelease>();
  for (const [id, release] of state.releases) {
    releases.set(id, { ...release, assets: [...release.assets] });
  }
  return { releases, refs: new Map(state.refs), pulls: new Map(state.pulls) };
}

function refChanges({ refs }: Picture, now: Picture): readonly Seen[] {
  return bothOf(refs, now.refs).flatMap(({ key, before, after }): readonly Seen[] => {
    if (before === after) return [];
    if (before === null) return [{ kind: 'ref_made', about: key, before, after }];
    return [{ kind: after === null ? 'ref_removed' : 'ref_moved', about: key, before, after }];
  });
}

function releaseChanges({ releases }: Picture, now: Picture): Seen[] {
  return bothOf(releases, now.releases).flatMap(({ key, before, after }): readonly Seen[] => {
    const change = { about: `release ${key}`, before, after };
    if (before === null) return [{ ...change, kind: 'release_made' }];
    if (after === null) return [{ ...change, kind: 'release_removed' }];
    const kinds: readonly (readonly [ChangeKind, boolean])[] = [
      ['release_published', before.draft && !after.draft],
      ['release_edited', textsOf(before) !== textsOf(after)],
      ['files_changed', filesOf(before) !== filesOf(after)],
    ];
    return kinds.flatMap(([kind, changed]) => (changed ? [{ ...change, kind }] : []));
  });
}

function pullChanges({ pulls }: Picture, now: Picture): Seen[] {
  return bothOf(pulls, now.pulls).flatMap(({ key, before, after }): readonly Seen[] => {
    const change = { about: `pull ${key}`, before, after };
    if (before === null) return [{ ...change, kind: 'pull_made' }];
    if (JSON.stringify(before) === JSON.stringify(after)) return [];
    return [{ ...change, kind: after?.state === before.state ? 'pull_edited' : 'pull_ended' }];
  });
}

function textsOf({ tagName, name, body, prerelease }: HeldRelease): string {
  return JSON.stringify([tagName, name, body, prerelease]);
}

function filesOf({ assets }: HeldRelease): string {
  return JSON.stringify(assets);
}

interface BeforeAndAfter<K, V> {
  readonly key: K;
  readonly before: V | null;
  readonly after: V | null;
}

function bothOf<K, V>(before: ReadonlyMap<K, V>, after: ReadonlyMap<K, V>): BeforeAndAfter<K, V>[] {
  return [...new Set([...before.keys(), ...after.keys()])].map((key) => ({
    key,
    before: before.get(key) ?? null,
    after: after.get(key) ?? null,
  }));
}
