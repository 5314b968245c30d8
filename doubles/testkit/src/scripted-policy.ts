// SPDX-License-Identifier: Apache-2.0
// A policy whose answers a test writes. Its digest follows from its version and its rules, so that a
// changed policy is another one.
import type {
  ApprovalRule,
  ApprovalSubject,
  PolicyDecision,
  PolicyInForce,
  PolicyPort,
  PolicyRequest,
} from '@marketops/authority';
import { digestOf, type JsonValue, type PolicyReference, type Refusal } from '@marketops/core';

/** What a scripted policy says. */
export interface PolicyScript {
  readonly version: number;
  /** Who must approve what; a subject that is left out cannot be approved. */
  readonly required: { readonly [subject in ApprovalSubject]?: ApprovalRule };
  /** Why it denies; permits everything unless given. */
  readonly refusals?: (request: PolicyRequest) => readonly Refusal[];
}

/** A `PolicyPort` that answers as it is told. */
export class ScriptedPolicy implements PolicyPort {
  #script: PolicyScript;

  constructor(script: PolicyScript) {
    this.#script = script;
  }

  /** Says something else from now on. */
  change(script: PolicyScript): void {
    this.#script = script;
  }

  /** The policy as plans name it. */
  get reference(): PolicyReference {
    const { version, required } = this.#script;
    const digest = digestOf({ version, required: required as JsonValue });
    return { digest, version, engine: 'scripted' };
  }

  inForce(): Promise<PolicyInForce> {
    const { reference } = this;
    const { version, digest } = reference;
    const subjects = Object.entries(this.#script.required) as [ApprovalSubject, ApprovalRule][];
    return Promise.resolve({
      readable: true,
      reference,
      layers: [{ name: 'scripted', version, digest }],
      required: subjects.map(([subject, rule]) => ({ subject, rules: [rule] })),
    });
  }

  decide(request: PolicyRequest): Promise<PolicyDecision> {
    const refusals = this.#script.refusals?.(request) ?? [];
    const effect = refusals.length === 0 ? 'permit' : 'deny';
    return Promise.resolve({ effect, policy: this.reference, rules: [], refusals });
  }
}
