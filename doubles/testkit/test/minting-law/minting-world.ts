// SPDX-License-Identifier: Apache-2.0
// A real authority and the model beside it. Each deed is done to the authority; the model learns of it
// only what the authority's answer says was accepted, never why.
import {
  approvalKind,
  encodePlan,
  instantToMs,
  operationIds,
  signPredicate,
  type Approval,
  type PublicationPlan,
} from '@marketops/core';
import { buildApproval, type ApprovalRequest, type ApprovalRule } from '@marketops/authority';
import {
  foundAuthority,
  mustAnswer,
  samplePlan,
  sampleRunId,
  sampleTagRepo,
  signedTrustRoot,
  type FoundedAuthority,
} from '@marketops/testkit';
import {
  changeRule,
  flawed,
  keyOf,
  modelPeople,
  modelRules,
  personId,
  proposerOf,
  rootOf,
  scriptOf,
  type modelFlaws,
  type modelProposers,
} from './minting-model.ts';
import type { ModelPerson, ModelPlan, ModelPolicy, ModelState } from './minting-oracle.ts';

interface WorldPlan {
  readonly model: ModelPlan;
  readonly plan: PublicationPlan;
  readonly requests: ApprovalRequest[];
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
