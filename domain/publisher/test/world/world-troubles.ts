// SPDX-License-Identifier: Apache-2.0
// What can trouble a world, and how much of each there is in one: drawn from its seed.
import { instantToMs } from '@marketops/core';
import type { GitHubScript, ScriptedFault } from '@marketops/testkit';
import type { PublisherStory } from '../story/publisher-story.ts';
import { randomFaults, type Dice } from '../story/random-faults.ts';
import type { StoreFault } from './troubled-process.ts';
import { lagMsMax } from './write-laws.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const never = 1_000_000_000;
const faultyCalls = 150;
const limitRarity = 4;

/** How much of each trouble there is. A rarity of n lets it come once in n times. */
export interface Troubles {
  /** What somebody else does in all. */
  readonly acts: number;
  readonly actRarity: number;
  readonly readFaultRarity: number;
  readonly writeFaultRarity: number;
  readonly lagMsMax: number;
  readonly clockRarity: number;
  readonly storeRarity: number;
  readonly processRarity: number;
}

/** Draws the troubles of a world; each is spared to some. */
export function drawTroubles(dice: Dice): Troubles {
  return {
    acts: Math.max(0, dice.roll(5) - 1),
    actRarity: 5 + dice.roll(60),
    readFaultRarity: 8 + dice.roll(40),
    writeFaultRarity: 2 + dice.roll(8),
    lagMsMax: dice.roll(2) === 0 ? 0 : lagMsMax,
    clockRarity: dice.roll(2) === 0 ? never : 30 + dice.roll(200),
    storeRarity: dice.roll(2) === 0 ? never : 20 + dice.roll(100),
    processRarity: dice.roll(4) === 0 ? never : 15 + dice.roll(60),
  };
}

/** Time passes for everybody, or somebody sets the clock that processes are shown. */
export interface ClockJump {
  readonly kind: 'pass' | 'set';
  readonly ms: number;
}

const jumps: readonly ClockJump[] = [
  { kind: 'pass', ms: 2 * minuteMs },
  { kind: 'pass', ms: 10 * minuteMs },
  { kind: 'pass', ms: 3 * hourMs },
  { kind: 'pass', ms: 25 * hourMs },
  { kind: 'set', ms: 5 * minuteMs },
  { kind: 'set', ms: 2 * hourMs },
  { kind: 'set', ms: -hourMs },
  { kind: 'set', ms: -hourMs },
];

/** What happens to a clock. */
export function drawJump(dice: Dice): ClockJump {
  return jumps[dice.roll(jumps.length)] ?? { kind: 'pass', ms: 0 };
}

const storeFaults: readonly StoreFault[] = ['disk_full', 'doubt_not_committed', 'doubt_committed'];

/** What happens to a transaction. */
export function drawStoreFault(dice: Dice, { storeRarity }: Troubles): StoreFault | null {
  if (dice.roll(storeRarity) > 0) return null;
  return storeFaults[dice.roll(storeFaults.length)] ?? null;
}

/** Faults of single calls, limits among them, and uploads that leave an unfinished file. */
export function worldFaults(story: PublisherStory, dice: Dice, troubles: Troubles): GitHubScript {
  const { readFaultRarity, writeFaultRarity } = troubles;
  const onReads = randomFaults(dice, readFaultRarity, faultyCalls);
  const onWrites = randomFaults(dice, writeFaultRarity, faultyCalls);
  return (call) => {
    if (call.index >= faultyCalls) return null;
    if (dice.roll(readFaultRarity * limitRarity) === 0) return limit(story, dice);
    const fault = call.nature === 'write' ? onWrites(call) : onReads(call);
    if (fault?.kind === 'answer' && call.name === 'uploadAsset') leaveUnfinished(story, call.about);
    return fault;
  };
}

/** A limit as GitHub tells it: by a reset, by a wait, or by neither. */
function limit({ clock }: PublisherStory, dice: Dice): ScriptedFault {
  const nowSeconds = Math.floor(instantToMs(clock.now()) / 1_000);
  const none = { limit: 5_000, remaining: 100, resetAtSeconds: null, retryAfterSeconds: null };
  const message = 'You have exceeded a secondary rate limit';
  const limits: readonly ScriptedFault[] = [
    limited(403, { ...none, remaining: 0, resetAtSeconds: nowSeconds + dice.roll(3_600) }),
    limited(429, { ...none, remaining: 0, resetAtSeconds: nowSeconds - 60 }),
    limited(403, { ...none, retryAfterSeconds: dice.roll(300) }),
    { kind: 'answer', applied: false, failure: { status: 403, message } },
  ];
  return limits[dice.roll(limits.length)] ?? limited(429, none);
}

type Headers = NonNullable<Extract<ScriptedFault, { kind: 'answer' }>['failure']['rateLimit']>;

function limited(status: number, rateLimit: Headers): ScriptedFault {
  return { kind: 'answer', applied: false, failure: { status, rateLimit } };
}

/** A failed upload can leave a file that is not finished. */
function leaveUnfinished({ github: { state } }: PublisherStory, name: string): void {
  const draft = state.drafts.find(({ authorId }) => authorId === state.actorId);
  if (draft === undefined || draft.assets.some((asset) => asset.name === name)) return;
  state.addAsset(draft, { name, mediaType: 'text/plain', bytes: null });
}

/** What GitHub answers of a repository that is not where it was, or that takes no changes. */
export function answerOfPlace(
  story: PublisherStory,
  call: Parameters<GitHubScript>[0],
): ScriptedFault | null {
  const { repository } = story.github.state;
  const { name, nature } = call;
  if (nature === 'open' || name === 'repository' || name === 'actorId') return null;
  if (repository.fullName !== story.operation.repository.fullName) {
    const status = nature === 'write' ? 307 : 301;
    const redirectOrigin = 'https://api.github.example';
    return { kind: 'answer', applied: false, failure: { status, redirectOrigin } };
  }
  const message = 'Repository was archived so is read-only.';
  return repository.archived && nature === 'write'
    ? { kind: 'answer', applied: false, failure: { status: 403, message } }
    : null;
}
