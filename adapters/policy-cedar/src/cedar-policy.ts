// SPDX-License-Identifier: Apache-2.0
// The policy port answered by Cedar: default deny, schema and request validation always on, several
// layers of which the most restrictive wins. A layer that is missing or has a flaw denies everything.
import { getCedarLangVersion } from '@cedar-policy/cedar-wasm/nodejs';
import {
  APPROVAL_SUBJECTS,
  type ApprovalRule,
  type PolicyDecision,
  type PolicyInForce,
  type PolicyPort,
  type PolicyRequest,
} from '@marketops/authority';
import { digestOf, refusal, type PolicyReference, type Refusal } from '@marketops/core';
import type { RuleStanding } from './explain/rule-standing.ts';
import { AskedLayer } from './layer/asked-layer.ts';
import { mergeLayers } from './layer/layer-decision.ts';
import type { LayerReading, PolicyLayer } from './layer/policy-layer.ts';

type Prepared =
  | {
      readonly readable: true;
      readonly inForce: Extract<PolicyInForce, { readonly readable: true }>;
      readonly layers: readonly AskedLayer[];
    }
  | { readonly readable: false; readonly refusals: readonly [Refusal, ...Refusal[]] };

/** Answers from one or more layers of Cedar rules. */
export class CedarPolicy implements PolicyPort {
  readonly #prepared: Prepared;

  /** Takes every configured layer, readable or not; a layer that is left out cannot deny. */
  constructor(readings: readonly LayerReading[]) {
    this.#prepared = prepare(readings);
  }

  inForce(): Promise<PolicyInForce> {
    const prepared = this.#prepared;
    return Promise.resolve(prepared.readable ? prepared.inForce : prepared);
  }

  decide(request: PolicyRequest): Promise<PolicyDecision> {
    return Promise.resolve(this.decideNow(request));
  }

  /** `decide` without a promise: nothing in it waits for anything. */
  decideNow(request: PolicyRequest): PolicyDecision {
    const prepared = this.#prepared;
    if (!prepared.readable) {
      return { effect: 'deny', policy: null, rules: [], refusals: prepared.refusals };
    }
    const policy = prepared.inForce.reference;
    try {
      return { policy, ...mergeLayers(prepared.layers.map((layer) => layer.decide(request))) };
    } catch (fault) {
      // Reasons are signed and logged: what the fault says stays out of them.
      const found = fault instanceof Error ? fault.name : 'a fault';
      const details = { subject: request.action, expected: 'a decision without an error', found };
      return { effect: 'deny', policy, rules: [], refusals: [refusal('policy.error', details)] };
    }
  }

  /** How every rule of every layer stands to a request; empty where the policy is unreadable. */
  explain(request: PolicyRequest): readonly RuleStanding[] {
    const prepared = this.#prepared;
    if (!prepared.readable) return [];
    return prepared.layers.flatMap((layer) => layer.explain(request));
  }
}

function prepare(readings: readonly LayerReading[]): Prepared {
  const refusals: Refusal[] = readings.flatMap((reading) =>
    reading.layer === null ? reading.refusals : [],
  );
  const layers = readings.flatMap(({ layer }) => (layer === null ? [] : [layer]));
  const names = new Set(readings.map(({ name }) => name));
  const twice = names.size < readings.length;
  // A layer that cannot be read says so itself; without any, somebody has to.
  if (twice || (layers.length === 0 && refusals.length === 0)) {
    const found = twice ? 'two of one name' : 'none';
    const details = { subject: 'policy', expected: 'layers of different names', found };
    refusals.push(refusal('policy.unreadable', details));
  }
  const [first, ...more] = refusals;
  if (first !== undefined) return { readable: false, refusals: [first, ...more] };
  const required = APPROVAL_SUBJECTS.map((subject) => ({
    subject,
    rules: layers.flatMap(({ approvals }): readonly ApprovalRule[] => {
      const rule = approvals[subject];
      return rule === null ? [] : [rule];
    }),
  })).filter(({ rules }) => rules.length > 0);
  return {
    readable: true,
    inForce: {
      readable: true,
      reference: referenceOf(layers),
      layers: layers.map(({ reference }) => reference),
      required,
    },
    layers: layers.map((layer) => new AskedLayer(layer)),
  };
}

/**
 * One layer is named by its own digest and version. Several are named by the digest of all, and by the
 * sum of their versions, which rises whenever one of them does and none falls.
 */
function referenceOf(layers: readonly PolicyLayer[]): PolicyReference {
  const engine = `cedar ${getCedarLangVersion()}`;
  const [first, ...more] = layers.map(({ reference }) => reference);
  if (first !== undefined && more.length === 0) {
    return { digest: first.digest, version: first.version, engine };
  }
  const references = layers.map(({ reference: { name, version, digest } }) => ({
    name,
    version,
    digest,
  }));
  const digest = digestOf({ layers: references });
  return { digest, version: references.reduce((sum, { version }) => sum + version, 0), engine };
}
