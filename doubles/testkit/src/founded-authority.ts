// SPDX-License-Identifier: Apache-2.0
// A Federation Core that stands: the sample trust root accepted, a policy of two maintainers in force,
// a ceremony, a mint and a bridge over one store in memory. Tests begin where the interesting part is.
import {
  ApprovalCeremony,
  AuthorizationPolicy,
  FederationCoreBridge,
  PolicyForecast,
  PolicyRegister,
  ReceiptGenerator,
  ReceiptRegister,
  TrustRegister,
  asAdviseSigner,
  asMintSigner,
  buildApproval,
  type Answer,
  type ApprovalRequest,
  type AuthorizedPlan,
  type PublisherPort,
  type RecordedApproval,
} from '@marketops/authority';
import {
  LIMITS,
  approvalKind,
  encodePlan,
  parsePersonId,
  signPredicate,
  trustRootKind,
  type Approval,
  type PublicationPlan,
  type TrustRoot,
} from '@marketops/core';
import { testVerifier, type TestKey } from './ed25519-keys.ts';
import { ManualClock } from './manual-clock.ts';
import { MemoryAuthorityStore } from './memory-authority-store.ts';
import { must } from './must.ts';
import {
  sampleAudience,
  sampleKey,
  sampleNow,
  samplePlan,
  sampleRunId,
  sampleTrustRoot,
} from './sample-ceremony.ts';
import { ScriptedPolicy, type PolicyScript } from './scripted-policy.ts';
import { SeededEntropy } from './seeded-entropy.ts';

/** Two maintainers for everything. */
export const sampleRule = { role: 'maintainer', count: 2 } as const;

/** What a founded authority starts from; every member has a sample value. */
export interface FoundingOptions {
  readonly root?: TrustRoot;
  readonly script?: PolicyScript;
  readonly publisher?: PublisherPort;
  readonly receiptLifetimeMs?: number;
}

/** The value of an answer that a test knows to be given; throws with the codes where it is not. */
export function mustAnswer<T>(answer: Answer<T>): T {
  if (answer.ok) return answer.value;
  throw new TypeError(answer.refusals.map(({ code, found }) => `${code}: ${found}`).join('; '));
}

/** The codes of an answer that a test knows to be refused; none where it was given. */
export function codesOf(answer: Answer<unknown>): readonly string[] {
  return answer.ok ? [] : answer.refusals.map(({ code }) => code);
}

/** A trust root's envelope, signed by the sample root key unless others are given. */
export function signedTrustRoot(
  root: TrustRoot,
  keys: readonly TestKey[] = [sampleKey('root')],
): Promise<Uint8Array> {
  return signPredicate(trustRootKind, root, keys);
}

const sampleScript: PolicyScript = {
  version: 1,
  required: {
    publish_release: sampleRule,
    tag_repo: sampleRule,
    open_pr: sampleRule,
    policy_change: sampleRule,
  },
};

const noPublisher: PublisherPort = {
  submit: () => Promise.reject(new Error('this test hands nothing to a publisher')),
};

/** Founds an authority on the sample trust root and a policy of two maintainers. */
export async function foundAuthority(options: FoundingOptions = {}): Promise<FoundedAuthority> {
  const authority = new FoundedAuthority(options);
  const { trustRegister, policyRegister, root } = authority;
  mustAnswer(await trustRegister.accept(await signedTrustRoot(root), 'founder'));
  mustAnswer(await policyRegister.accept('founder'));
  return authority;
}

/** A Federation Core over one store in memory, and what people do with it. */
export class FoundedAuthority {
  readonly store = new MemoryAuthorityStore();
  readonly clock = new ManualClock(sampleNow);
  readonly root: TrustRoot;
  readonly policy: ScriptedPolicy;
  readonly trustRegister: TrustRegister;
  readonly policyRegister: PolicyRegister;
  readonly ceremony: ApprovalCeremony;
  readonly authorization: AuthorizationPolicy;
  readonly generator: ReceiptGenerator;
  readonly bridge: FederationCoreBridge;
  readonly receipts: ReceiptRegister;
  readonly forecast: PolicyForecast;

  constructor(options: FoundingOptions) {
    const { store, clock } = this;
    const verifier = testVerifier;
    const entropy = new SeededEntropy('founded authority');
    const policy = new ScriptedPolicy(options.script ?? sampleScript);
    this.root = options.root ?? sampleTrustRoot();
    this.policy = policy;
    this.trustRegister = new TrustRegister({ store, clock, verifier });
    this.policyRegister = new PolicyRegister({ store, clock, verifier, policy });
    this.ceremony = new ApprovalCeremony({ store, clock, entropy, verifier, policy });
    this.authorization = new AuthorizationPolicy({ policy, verifier });
    this.generator = new ReceiptGenerator({
      authorization: this.authorization,
      store,
      clock,
      entropy,
      verifier,
      mintSigner: asMintSigner(sampleKey('mint')),
      adviseSigner: asAdviseSigner(sampleKey('advise')),
      audience: sampleAudience,
      actor: this.root.authority,
      receiptLifetimeMs: options.receiptLifetimeMs ?? LIMITS.receiptLifetimeMsDefault,
    });
    const publisher = options.publisher ?? noPublisher;
    this.bridge = new FederationCoreBridge({ generator: this.generator, publisher });
    this.receipts = new ReceiptRegister({ store, clock });
    this.forecast = new PolicyForecast({ store, policy });
  }

  /** The sample plan, made under the policy that is read now. */
  planOf(changes: Partial<PublicationPlan> = {}): PublicationPlan {
    return { ...samplePlan(), policy: this.policy.reference, ...changes };
  }

  /** Opens a ceremony; throws where it is refused. */
  async open(plan: PublicationPlan): Promise<ApprovalRequest> {
    const openedBy = must(parsePersonId('carol'));
    return mustAnswer(await this.ceremony.open({ plan, runId: sampleRunId, openedBy }));
  }

  /** The statement that a person would sign now; `changes` make it wrong on purpose. */
  statement(
    person: string,
    on: { readonly request: ApprovalRequest; readonly plan: PublicationPlan | null },
    changes: Partial<Approval> = {},
  ): Approval {
    const approver = must(parsePersonId(person));
    const decidedAt = this.clock.now();
    const draft = { ...on, decision: 'approve', approver, reason: '', decidedAt } as const;
    return { ...mustAnswer(buildApproval(draft)), ...changes };
  }

  /** Signs a statement and hands it in; the person's own key signs unless another is given. */
  async hand(
    approval: Approval,
    by: { readonly request: ApprovalRequest; readonly key?: TestKey },
  ): Promise<Answer<RecordedApproval>> {
    const key = by.key ?? sampleKey(approval.approver);
    const envelope = await signPredicate(approvalKind, approval, [key]);
    return this.ceremony.record({ requestId: by.request.requestId, envelope });
  }

  /** A person approves, with their own key. */
  async approve(
    person: string,
    request: ApprovalRequest,
    plan: PublicationPlan | null,
  ): Promise<Answer<RecordedApproval>> {
    return this.hand(this.statement(person, { request, plan }), { request });
  }

  /** Asks for receipts; throws where the plan cannot be read. */
  async authorize(plan: PublicationPlan, mode: unknown = 'prod'): Promise<AuthorizedPlan> {
    const request = { plan: encodePlan(plan), runId: sampleRunId, mode };
    return mustAnswer(await this.bridge.authorize(request));
  }
}
