// SPDX-License-Identifier: Apache-2.0
// The one place that refuses workflow files to a credential that may not change them.

import { requirePermission } from '../api/access.ts';
import type { RepositoryCall } from '../api/route.ts';

/** Throws GitHub's refusal (403 for integrations, 404 for classic tokens) without `workflows: write`. */
export function requireWorkflows(call: RepositoryCall): void {
  requirePermission(call.actor, call.may, { permission: 'workflows', level: 'write' });
}
