// SPDX-License-Identifier: Apache-2.0
// The policy that was put in force: each layer's version only ever rises.
import type { Instant, PolicyReference, RequestId, Sha256Digest } from '@marketops/core';
import type { RequiredApprovals } from '../approval/approval-request.ts';

/** One layer of a policy, by its name, version and digest. */
export interface PolicyLayerReference {
  readonly name: string;
  readonly version: number;
  readonly digest: Sha256Digest;
}

/** A policy that was put in force. */
export interface AcceptedPolicy {
  readonly reference: PolicyReference;
  readonly layers: readonly PolicyLayerReference[];
  /** Who must approve what under it; a change of it is approved by these rules. */
  readonly required: readonly RequiredApprovals[];
  readonly acceptedAt: Instant;
  /** The ceremony that approved the change; null for the founding policy. */
  readonly requestId: RequestId | null;
}
