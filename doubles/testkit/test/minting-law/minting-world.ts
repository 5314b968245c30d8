// SPDX-License-Identifier: Apache-2.0
// A real authority and the model beside it. Each deed is done to the authority; the model learns of it
// only what the authority's answer says was accepted, never why.
import {
  approvalKind,
  encodePlan,
  instanceIds,
  instantToMs,
  operationIds,
  parsePersonId,
  refusal,
  signPredicate,
  digestOf,
  type Approval,
  type Person,
  type PersonId,
  type Proposer,
  type PublicationPlan,
  type TrustRoot,
} from '@marketops/core';
import { buildApproval, type ApprovalRequest, type ApprovalRule } from '@marketops/authority';
import {
  foundAuthority,
  makeTestKey,
  must,
  mustAnswer,
  samplePlan,
  sampleRunId,
  sampleTagRepo,
  sampleTrustRoot,
  signedTrustRoot,
  type FoundedAuthority,
  type PolicyScript,
  type TestKey,
} from '@marketops/testkit';
import type { ModelPerson, ModelPlan, ModelPolicy, ModelState } from './minting-oracle.ts';

/** The people of the model; each has two keys, `NAME 1` and `NAME 2`. */
export const modelPeople = ['alice', 'bob', 'carol', 'dora', 'robot'] as const;
/** Who proposes, by kind, and who answers for it: the person themselves or whoever is behind. */
export const modelProposers = [
  { kind: 'agent', answerable: 'carol' },
  { kind: 'agent', answerable: 'alice' },
  { kind: 'person', answerable: 'alice' },
  { kind: 'person', answerable: 'bob' },
  { kind: 'person', answerable: 'nobody' },
  { kind: 'person', answerable: 'robot' },
  { kind: 'agent', answerable: 'nobody' },
  { kind: 'agent', answerable: null },
  { kind: 'workflow', answerable: 'dora' },
  { kind: 'workflow', answerable: 'robot' },
] as const;
/** The agent of carol, who is on the roster to begin with. */
export const agentOfCarol = modelProposers[0];
/** The rules that policies choose from. */
export const modelRules: readonly ApprovalRule[] = [
  { role: 'maintainer', count: 2 },
  {
    allOf: [
      { role: 'maintainer', count: 1 },
      { role: 'security', count: 1 },
    ],
  },
  {
    anyOf: [
      { role: 'security', count: 2 },
      { people: [personId('alice'), personId('dora')], count: 2 },
    ],
  },
  { role: 'maintainer', count: 1 },
];
/** How a statement can be wrong; `nothing` is right. */
export const modelFlaws = ['nothing', 'plan', 'policy', 'instance', 'signature', 'name'] as const;

const changeRule: ApprovalRule = { people: modelPeople.map(personId), count: 1 };
const sampleRoot = sampleTrustRoot();

interface WorldPlan {
  readonly model: ModelPlan;
  readonly plan: PublicationPlan;
  readonly requests: ApprovalRequest[];
}

const keys = new Map<string, TestKey>();

/** The key of a name, made once: making keys is what takes longest here. */
function keyOf(name: string): TestKey {
  const key = keys.get(name) ?? makeTestKey(name);
  keys.set(name, key);
  return key;
}

function personId(name: string): PersonId {
  return must(parsePersonId(name));
}

/** A real authority and the model beside it. */
export class MintingWorld {
  readonly authority: FoundedAuthority;
  readonly state: ModelState;
  readonly plans: WorldPlan[] = [];
  #rootVersion = 1;
  #policyVersion = 1;

  private constructor(authority: FoundedAuthority, state: ModelState) {
    this.authority = authority;
    this.state = state;
  }

  /** Founds the authority: alice and bob maintain, dora and alice care for security. */
  static async found(): Promise<MintingWorld> {
    const people: readonly ModelPerson[] = modelPeople.map((name) => ({
      name,
      listed: true,
      bot: name === 'robot',
      roles:
        name === 'dora' ? ['security'] : ['maintainer', ...(name === 'alice' ? ['security'] : [])],
      keys: [`${name} 1`, `${name} 2`],
    }));
    const policy: ModelPolicy = { version: 1, rule: modelRules[0] ?? changeRule, forbids: false };
    const authority = await foundAuthority({ root: rootOf(people, 1), script: scriptOf(policy) });
    const nowMs = instantToMs(authority.clock.now());
    return new MintingWorld(authority, { people, accepted: policy, read: policy, nowMs });
  }

  /** Proposes a plan of one operation under the policy that is read now. */
  propose(by: (typeof modelProposers)[number], lastAuthor: 'dora' | null): void {
    const n = this.plans.length + 1;
    const operationId = operationIds.from(new Uint8Array(16).fill(n));
    const sample = samplePlan([sampleTagRepo(operationId)]);
    const email = lastAuthor === null ? null : `${lastAuthor}@acme.example`;
    const facts = { ...sample.facts, lastAuthor: email };
    const policy = this.authority.policy.reference;
    const plan = { ...sample, policy, proposer: proposerOf(by), facts };
    const { answerable } = by;
    const authors = [answerable, lastAuthor].filter((name) => name !== null);
    const model = { policy: this.state.read, answerable, authors, requests: [], spent: false };
    this.plans.push({ model, plan, requests: [] });
  }

  /** Asks for approval. */
  async open(of: WorldPlan): Promise<void> {
    const { plan, model, requests } = of;
    const asked = { plan, runId: sampleRunId, openedBy: personId('carol') };
    const answer = await this.authority.ceremony.open(asked);
    if (!answer.ok || requests.some(({ requestId }) => requestId === answer.value.requestId))
      return;
    requests.push(answer.value);
    const expiresAtMs = instantToMs(answer.value.expiresAt);
    model.requests.push({ policy: model.policy, expiresAtMs, statements: [] });
  }

  /** A person signs a statement in the latest ceremony; one that is wrong must not be taken. */
  async decide(
    of: WorldPlan,
    by: {
      readonly person: string;
      readonly key: string;
      readonly decision: Approval['decision'];
      readonly flaw: (typeof modelFlaws)[number];
    },
  ): Promise<void> {
    const request = of.requests.at(-1);
    const modelRequest = of.model.requests.at(-1);
    if (request === undefined || modelRequest === undefined) return;
    const decidedAt = this.authority.clock.now();
    const approver = personId(by.person);
    const { decision } = by;
    const draft = { request, plan: of.plan, decision, approver, reason: '', decidedAt };
    const statement = { ...mustAnswer(buildApproval(draft)), ...flawed(by.flaw) };
    const key = keyOf(by.key);
    const signer =
      by.flaw === 'signature' ? { ...key, sign: () => Promise.resolve(new Uint8Array(64)) } : key;
    const envelope = await signPredicate(approvalKind, statement, [signer]);
    const before = this.authority.store.auditRecords.length;
    const { requestId } = request;
    const answer = await this.authority.ceremony.record({ requestId, envelope });
    const isNew = this.authority.store.auditRecords.length > before;
    if (!answer.ok || !isNew) return;
    const wrong = by.flaw !== 'nothing' && !(by.flaw === 'name' && by.person === 'alice');
    if (wrong) throw new Error(`a statement with a wrong ${by.flaw} was taken`);
    modelRequest.statements.push({ person: by.person, key: by.key, decision, withdrawn: false });
  }

  /** A person takes their approval back. */
  async withdraw(of: WorldPlan, person: string): Promise<void> {
    const request = of.requests.at(-1);
    if (request === undefined) return;
    const wish = { requestId: request.requestId, personId: personId(person), reason: '' };
    const answer = await this.authority.ceremony.withdraw(wish);
    if (!answer.ok) return;
    const standing = of.model.requests
      .at(-1)
      ?.statements.find(
        (one) => one.person === person && one.decision === 'approve' && !one.withdrawn,
      );
    if (standing === undefined) throw new Error(`${person} withdrew what the model never saw`);
    standing.withdrawn = true;
  }

  /** Changes what the roster says of a person. */
  async changeRoster(name: string, change: Omit<ModelPerson, 'name'>): Promise<void> {
    const person = this.state.people.find((one) => one.name === name);
    if (person === undefined) return;
    Object.assign(person, change);
    this.#rootVersion += 1;
    const envelope = await signedTrustRoot(rootOf(this.state.people, this.#rootVersion));
    mustAnswer(await this.authority.trustRegister.accept(envelope, 'security'));
  }

  /** Writes another policy; with `ceremony` it is asked for, approved and accepted. */
  async changePolicy(
    rule: ApprovalRule,
    by: { forbids: boolean; ceremony: boolean },
  ): Promise<void> {
    this.#policyVersion += 1;
    const policy = { version: this.#policyVersion, rule, forbids: by.forbids };
    this.state.read = policy;
    this.authority.policy.change(scriptOf(policy));
    if (!by.ceremony) return;
    const proposed = await this.authority.policy.inForce();
    if (!proposed.readable) return;
    const proposer = { kind: 'person', id: personId('bob'), onBehalfOf: null } as const;
    const { ceremony } = this.authority;
    const opened = await ceremony.openPolicyChange({ proposed, proposer, openedBy: proposer.id });
    if (!opened.ok) return;
    for (const person of this.state.people) {
      const [key] = person.keys;
      if (key === undefined || person.name === 'bob') continue;
      const statement = this.authority.statement(person.name, {
        request: opened.value,
        plan: null,
      });
      await this.authority.hand(statement, { request: opened.value, key: keyOf(key) });
    }
    if ((await this.authority.policyRegister.accept('bob')).ok) this.state.accepted = policy;
  }

  /** Puts the policy files back to what was accepted. */
  restorePolicy(): void {
    this.state.read = this.state.accepted;
    this.authority.policy.change(scriptOf(this.state.accepted));
  }

  /** Lets time pass. */
  wait(ms: number): void {
    this.authority.clock.advance(ms);
    this.state.nowMs += ms;
  }

  /** Asks for receipts; with `spend` an enforceable one is used at once. */
  async authorize({ plan, model }: WorldPlan, spend: boolean): Promise<boolean> {
    const request = { plan: encodePlan(plan), runId: sampleRunId, mode: 'prod' };
    const { receipts } = mustAnswer(await this.authority.bridge.authorize(request));
    const [receipt] = receipts;
    if (receipt === undefined) throw new Error('expected a receipt for the one operation');
    if (receipt.enforceable && spend) {
      this.authority.store.markConsumed(receipt.receiptId);
      model.spent = true;
    }
    return receipt.enforceable;
  }
}

function flawed(flaw: (typeof modelFlaws)[number]): Partial<Approval> {
  switch (flaw) {
    case 'plan':
      return { planDigest: digestOf('another plan') };
    case 'policy':
      return { policyDigest: digestOf('another policy') };
    case 'instance':
      return { instance: instanceIds.from(new Uint8Array(16).fill(255)) };
    case 'name':
      return { approver: personId('alice') };
    case 'signature':
    case 'nothing':
      return {};
  }
}

function proposerOf({ kind, answerable }: (typeof modelProposers)[number]): Proposer {
  if (kind === 'person') return { kind, id: personId(answerable), onBehalfOf: null };
  const onBehalfOf = answerable === null ? null : personId(answerable);
  return { kind, id: personId(`release-${kind}`), onBehalfOf };
}

function scriptOf({ version, rule, forbids }: ModelPolicy): PolicyScript {
  const refused = refusal('policy.denied', { subject: 'model', expected: 'no', found: 'no' });
  return {
    version,
    required: { tag_repo: rule, policy_change: changeRule },
    refusals: () => (forbids ? [refused] : []),
  };
}

function rootOf(people: readonly ModelPerson[], version: number): TrustRoot {
  const listed = people.filter((person) => person.listed);
  const roster = listed.map(
    ({ name, bot, roles }): Person => ({
      personId: personId(name),
      displayName: name,
      kind: bot ? 'bot' : 'person',
      roles,
      emails: [`${name}@acme.example`],
    }),
  );
  const approving = listed.flatMap(({ name, keys: names }) =>
    names.map((key) => keyOf(key).trustKey({ roles: ['approve'], personId: personId(name) })),
  );
  const others = sampleRoot.keys.filter(({ roles }) => !roles.includes('approve'));
  return { ...sampleRoot, version, people: roster, keys: [...others, ...approving] };
}
