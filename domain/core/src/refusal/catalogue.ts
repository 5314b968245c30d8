// SPDX-License-Identifier: Apache-2.0
// The one catalogue of reason codes. Code, docs and types hold the same set; a test proves it.
import { approvalReasons } from './catalogue/approval.ts';
import { authorityReasons } from './catalogue/authority.ts';
import { contentReasons } from './catalogue/content.ts';
import { doctorReasons } from './catalogue/doctor.ts';
import { evidenceReasons } from './catalogue/evidence.ts';
import { githubReasons } from './catalogue/github.ts';
import { keyReasons } from './catalogue/key.ts';
import { operationReasons } from './catalogue/operation.ts';
import { planReasons } from './catalogue/plan.ts';
import { policyReasons } from './catalogue/policy.ts';
import { projectReasons } from './catalogue/project.ts';
import { receiptReasons } from './catalogue/receipt.ts';
import { trustReasons } from './catalogue/trust.ts';
import { storeReasons } from './catalogue/store.ts';
import { usageReasons } from './catalogue/usage.ts';
import type { ReasonEntry } from './reason-entry.ts';

const entries = {
  ...receiptReasons,
  ...approvalReasons,
  ...policyReasons,
  ...trustReasons,
  ...authorityReasons,
  ...planReasons,
  ...projectReasons,
  ...operationReasons,
  ...contentReasons,
  ...githubReasons,
  ...keyReasons,
  ...evidenceReasons,
  ...storeReasons,
  ...usageReasons,
  ...doctorReasons,
} as const;

/** A stable id such as `receipt.consumed`. */
export type ReasonCode = keyof typeof entries;

/** Every reason code, sorted. */
export const REASON_CODES: readonly ReasonCode[] = (
  Object.keys(entries) as ReasonCode[]
).toSorted();

/** What the catalogue says of a code. */
export function reasonEntry(code: ReasonCode): ReasonEntry {
  return entries[code];
}

/** Whether a text is a code of the catalogue. */
export function isReasonCode(text: string): text is ReasonCode {
  return Object.hasOwn(entries, text);
}
