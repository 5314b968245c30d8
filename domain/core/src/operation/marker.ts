// SPDX-License-Identifier: Apache-2.0
// The text that our drafts and pull requests end in. GitHub has no idempotency key; this is how an
// effect of ours is found again, and it is part of what the approver signs.
import type { OperationId } from '../identity/ids.ts';

/** The marker of one operation, as it stands at the end of an approved body. */
export function operationMarker(operationId: OperationId): string {
  return `<!-- marketops:${operationId} -->`;
}
