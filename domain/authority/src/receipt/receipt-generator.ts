// SPDX-License-Identifier: Apache-2.0
// The only mint. For each operation of a plan it issues one enforceable receipt, or an advisory one
// with every reason; the decision, the mint and its audit record are one transaction, and what is not
// durable is not handed out.
import {
  LIMITS,
  isProd,
  keyHolds,
  parsePlan,
  refusal,
  type Clock,
  type Entropy,
  type Instant,
  type OperationId,
  type PublicationPlan,
  type Refusal,
  type RunId,
  type SignatureVerifier,
  type TrustRoot,
} from '@marketops/core';
import { denied, given, type Answer } from '../answer.ts';
import type { AuthorizationPolicy } from '../policy/authorization-policy.ts';
import type { AuthorityStore, AuthorityTransaction } from '../port/authority-store.ts';
import { adviseReceipt, type Advice } from './advise-receipt.ts';
import type { AuthorizedPlan, IssuedAdvisory, IssuedReceipt } from './issued-receipt.ts';
import { mintReceipt, type Minting } from './mint-receipt.ts';
import { listedApprovals } from './listed-approvals.ts';
import { recallReceipts } from './recall-receipts.ts';
import type { AdviseSigner, MintSigner } from './receipt-signers.ts';
import { revokeUnspent } from './revoke-unspent.ts';

/** What a generator works with. */
export interface ReceiptGeneratorOptions {
  readonly authorization: AuthorizationPolicy;
  readonly store: AuthorityStore;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly verifier: SignatureVerifier;
  readonly mintSigner: MintSigner;
  readonly adviseSigner: AdviseSigner;
  /** The one publisher that the receipts are addressed to. */
  readonly audience: string;
  /** Who the log says has minted, such as the authority's name. */
  readonly actor: string;
  /** 15 minutes unless given; at most 24 hours. */
  readonly receiptLifetimeMs?: number;
}

/** A plan for which receipts are asked. */
export interface GenerationRequest {
  /** The exact bytes of the plan. */
  readonly plan: Uint8Array;
  readonly runId: RunId;
  /** As it was given; only exactly `prod` yields enforceable receipts. */
  readonly mode: unknown;
}

/** Mints enforceable receipts; nothing else does. */
export class ReceiptGenerator {
  readonly #options: ReceiptGeneratorOptions;
  readonly #receiptLifetimeMs: number;

  /** @throws RangeError for a lifetime out of bounds, or one key as both signers. */
  constructor(options: ReceiptGeneratorOptions) {
    const lifetimeMs = options.receiptLifetimeMs ?? LIMITS.receiptLifetimeMsDefault;
    if (!(lifetimeMs > 0 && lifetimeMs <= LIMITS.receiptLifetimeMsMax)) {
      throw new RangeError(`a receipt lives up to ${LIMITS.receiptLifetimeMsMax} ms`);
    }
    if (options.mintSigner.keyId === options.adviseSigner.keyId) {
      throw new RangeError('the mint key and the advise key are different keys');
    }
    this.#options = options;
    this.#receiptLifetimeMs = lifetimeMs;
  }

  /**
   * One receipt for each operation of the plan, in its order. Refused as a whole only where the plan
   * cannot be read. Throws where the store cannot record; nothing is then handed out.
   */
  async generate({
    plan: planBytes,
    runId,
    mode,
  }: GenerationRequest): Promise<Answer<AuthorizedPlan>> {
    const read = readPlan(planBytes);
    if (!read.ok) return read;
    const plan = read.value;
    const { store, clock, authorization } = this.#options;
    return store.transaction(async (transaction) => {
      const at = clock.now();
      const receipts: IssuedReceipt[] = [];
      for (const weighed of await authorization.weigh(transaction, { plan, at })) {
        const { planned, grounds } = weighed;
        const reasons = [
          ...modeReasons(mode),
          ...(grounds === null ? weighed.reasons : this.#signerReasons(grounds.root, at)),
        ];
        const subject = { plan, planned, runId, at };
        receipts.push(
          grounds !== null && reasons.length === 0
            ? await this.#mint(transaction, { ...subject, grounds })
            : await this.#advise(transaction, { ...subject, mode, reasons }),
        );
      }
      const approvals = await listedApprovals(transaction, receipts);
      return given({ runId, mode, plan, planBytes, receipts, approvals });
    });
  }

  /**
   * The receipts that a run was given before: those that were used, and those that still can be. An
   * operation without one is not among them. Mints nothing.
   */
  async recall(request: Omit<GenerationRequest, 'mode'>): Promise<Answer<AuthorizedPlan>> {
    const { plan: planBytes, runId } = request;
    const read = readPlan(planBytes);
    if (!read.ok) return read;
    const plan = read.value;
    const { store, clock } = this.#options;
    return store.transaction(async (transaction) => {
      const recalled = await recallReceipts(transaction, runId, clock.now());
      const receipts = plan.operations.flatMap(({ operation, digest }) =>
        recalled.filter(
          ({ receipt }) =>
            receipt.operationId === operation.operationId && receipt.operationDigest === digest,
        ),
      );
      const approvals = await listedApprovals(transaction, receipts);
      return given({ runId, mode: 'prod', plan, planBytes, receipts, approvals });
    });
  }

  /**
   * Takes back what an operation of an authorized plan was given, and gives it an advisory receipt
   * with these reasons instead.
   */
  async holdBack(
    authorized: AuthorizedPlan,
    operationId: OperationId,
    reasons: readonly [Refusal, ...Refusal[]],
  ): Promise<IssuedAdvisory> {
    const { plan, runId, mode } = authorized;
    const planned = plan.operations.find(({ operation }) => operation.operationId === operationId);
    if (planned === undefined) throw new RangeError(`${operationId} is not in the plan`);
    const { store, clock, actor } = this.#options;
    return store.transaction(async (transaction) => {
      const at = clock.now();
      const mints = await transaction.mintsOfOperation(operationId);
      const cause = { at, revokedBy: actor, reason: 'the operation was held back' };
      await revokeUnspent(transaction, mints, cause);
      return this.#advise(transaction, { plan, planned, runId, mode, at, reasons });
    });
  }

  #mint(transaction: AuthorityTransaction, minting: Minting): Promise<IssuedReceipt> {
    const { mintSigner: signer, verifier, entropy, audience, actor } = this.#options;
    const receiptLifetimeMs = this.#receiptLifetimeMs;
    const mint = { signer, verifier, entropy, audience, actor, receiptLifetimeMs };
    return mintReceipt(transaction, minting, mint);
  }

  #advise(transaction: AuthorityTransaction, advice: Advice): Promise<IssuedAdvisory> {
    const { adviseSigner: signer, entropy, actor } = this.#options;
    return adviseReceipt(transaction, advice, { signer, entropy, actor });
  }

  /** A mint whose key the trust root does not let mint, mints nothing. */
  #signerReasons(root: TrustRoot, at: Instant): readonly Refusal[] {
    const { keyId } = this.#options.mintSigner;
    const key = root.keys.find((candidate) => candidate.keyId === keyId);
    if (key !== undefined && keyHolds(key, { role: 'mint', at })) return [];
    const details = { subject: 'mint key', expected: 'a key that may mint now', found: keyId };
    return [refusal('receipt.signature_invalid', details)];
  }
}

function readPlan(bytes: Uint8Array): Answer<PublicationPlan> {
  const parsed = parsePlan(bytes);
  if (parsed.ok) return given(parsed.value);
  const { path, expected, found } = parsed.problem;
  return denied(refusal('authority.plan_malformed', { subject: path, expected, found }));
}

function modeReasons(mode: unknown): readonly Refusal[] {
  if (isProd(mode)) return [];
  const found = typeof mode === 'string' ? JSON.stringify(mode) : typeof mode;
  return [refusal('mode.not_prod', { subject: 'mode', expected: 'exactly prod', found })];
}
