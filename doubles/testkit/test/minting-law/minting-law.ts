// SPDX-License-Identifier: Apache-2.0
// The law of the mint: no sequence of proposals, approvals, denials, withdrawals, roster and policy
// changes mints an enforceable receipt whose plan lacks its threshold at minting time. Checked both
// ways: what ought to be minted, is.
import * as fc from 'fast-check';
import {
  agentOfCarol,
  modelFlaws,
  modelPeople,
  modelProposers,
  modelRules,
} from './minting-model.ts';
import { oughtToMint } from './minting-oracle.ts';
import { MintingWorld } from './minting-world.ts';

/** What a check of the law found. */
export interface MintingCheck {
  readonly sequences: number;
  /** How often receipts were asked for, and how often one was minted. */
  readonly asked: number;
  readonly minted: number;
}

interface Counters {
  asked: number;
  minted: number;
}

type Deed = (world: MintingWorld, counters: Counters) => Promise<void> | void;

const hourMs = 3_600_000;
const deedsPerSequenceMax = 24;

/** Runs random sequences of deeds; throws with the shortest one that breaks the law. */
export async function checkMintingLaw(options: {
  readonly sequences: number;
  readonly seed?: number;
}): Promise<MintingCheck> {
  const counters: Counters = { asked: 0, minted: 0 };
  const sequences = fc.array(deeds(), { minLength: 8, maxLength: deedsPerSequenceMax });
  const law = fc.asyncProperty(sequences, async (sequence) => {
    const world = await MintingWorld.found();
    world.propose(agentOfCarol, null);
    for (const { deed } of sequence) await deed(world, counters);
    await authorizeLatest(world, counters, { back: 0, spend: false });
  });
  const { sequences: numRuns, seed } = options;
  await fc.assert(law, { numRuns, ...(seed === undefined ? {} : { seed }) });
  return { sequences: numRuns, ...counters };
}

/** One thing that somebody does, with words for a counterexample. */
interface NamedDeed {
  readonly deed: Deed;
  toString(): string;
}

function named(words: string, deed: Deed): NamedDeed {
  return { deed, toString: () => words };
}

function deeds(): fc.Arbitrary<NamedDeed> {
  return fc.oneof(
    { weight: 18, arbitrary: decisions() },
    { weight: 4, arbitrary: openings() },
    { weight: 5, arbitrary: askings() },
    { weight: 1, arbitrary: proposals() },
    { weight: 2, arbitrary: withdrawals() },
    { weight: 2, arbitrary: rosterChanges() },
    { weight: 1, arbitrary: policyChanges() },
    { weight: 1, arbitrary: waits() },
  );
}

const people = fc.constantFrom(...modelPeople);
const back = fc.oneof(
  { weight: 4, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.nat(2) },
);

function decisions() {
  return fc
    .record({
      back,
      person: people,
      keyNumber: fc.constantFrom(1, 2),
      decision: fc.constantFrom(...Array<'approve'>(40).fill('approve'), 'deny' as const),
      flaw: fc.constantFrom(...Array<'nothing'>(40).fill('nothing'), ...modelFlaws),
      opens: fc.constantFrom(true, true, false),
    })
    .map(({ back: ago, keyNumber, opens, ...by }) =>
      named(`${by.person} ${by.decision}s with ${by.flaw} wrong`, async (world) => {
        const plan = world.plans.at(-1 - ago);
        if (plan === undefined) return;
        if (opens) await world.open(plan);
        await world.decide(plan, { ...by, key: `${by.person} ${keyNumber}` });
      }),
    );
}

function openings() {
  return back.map((ago) =>
    named(`open ${ago} back`, async (world) => {
      const plan = world.plans.at(-1 - ago);
      if (plan !== undefined) await world.open(plan);
    }),
  );
}

function askings() {
  return fc
    .record({ back, spend: fc.constantFrom(false, false, true) })
    .map((by) =>
      named(`authorize ${JSON.stringify(by)}`, (world, counters) =>
        authorizeLatest(world, counters, by),
      ),
    );
}

async function authorizeLatest(
  world: MintingWorld,
  counters: Counters,
  by: { readonly back: number; readonly spend: boolean },
): Promise<void> {
  const plan = world.plans.at(-1 - by.back);
  if (plan === undefined) return;
  const ought = oughtToMint(plan.model, world.state);
  const minted = await world.authorize(plan, by.spend);
  counters.asked += 1;
  if (minted) counters.minted += 1;
  if (minted !== ought) {
    throw new Error(minted ? 'minted without its threshold' : 'denied what was approved');
  }
}

function proposals() {
  return fc
    .record({
      by: fc.constantFrom(...modelProposers),
      lastAuthor: fc.constantFrom(null, 'dora'),
    })
    .map(({ by, lastAuthor }) =>
      named(
        `propose by ${by.kind} of ${String(by.answerable)}, last author ${String(lastAuthor)}`,
        (world) => {
          world.propose(by, lastAuthor);
        },
      ),
    );
}

function withdrawals() {
  return fc.record({ back, person: people }).map(({ back: ago, person }) =>
    named(`${person} withdraws`, async (world) => {
      const plan = world.plans.at(-1 - ago);
      // Whoever approves anew does so later than they withdrew.
      world.wait(1);
      if (plan !== undefined) await world.withdraw(plan, person);
      world.wait(1);
    }),
  );
}

function rosterChanges() {
  return fc
    .record({
      person: people,
      // The bot stays listed, because a roster lists somebody.
      unlisted: fc.constantFrom(false, false, false, true),
      bot: fc.constantFrom(false, false, false, true),
      roles: fc.subarray(['maintainer', 'security']),
      keyNumbers: fc.constantFrom([1, 2], [1, 2], [1], [2], []),
    })
    .map(({ person, unlisted, bot, roles, keyNumbers }) => {
      const listed = !unlisted || person === 'robot';
      const is = `${listed ? 'listed' : 'unlisted'}, ${bot ? 'a bot' : 'a person'}`;
      return named(
        `${person}: ${is}; roles ${roles.join()}; keys ${keyNumbers.join()}`,
        (world) => {
          const keys = keyNumbers.map((n) => `${person} ${n}`);
          return world.changeRoster(person, { listed, bot, roles, keys });
        },
      );
    });
}

function policyChanges() {
  const changes = fc
    .record({
      rule: fc.constantFrom(...modelRules),
      forbids: fc.constantFrom(false, false, false, true),
      ceremony: fc.constantFrom(true, true, false),
    })
    .map(({ rule, ...by }) =>
      named(`policy ${JSON.stringify(rule)} ${JSON.stringify(by)}`, async (world) => {
        await world.changePolicy(rule, by);
        world.propose(agentOfCarol, null);
      }),
    );
  const restored = named('policy as accepted', (world) => {
    world.restorePolicy();
  });
  return fc.oneof(changes, fc.constant(restored));
}

function waits() {
  return fc
    .constantFrom(60_000, hourMs, 30 * hourMs, 80 * hourMs)
    .map((ms) => named(`wait ${ms} ms`, (world) => world.wait(ms)));
}
