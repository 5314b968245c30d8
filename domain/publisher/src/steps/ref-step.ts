// SPDX-License-Identifier: Apache-2.0
// One ref, created once at a finished object and never moved. GitHub refuses a name that is taken,
// so that whatever arrives late can change nothing.
import { refusal, type GitHubRef, type GitObjectId, type ReasonCode } from '@marketops/core';
import {
  absent,
  asApproved,
  placeTaken,
  type Observation,
  type Reading,
} from '../protocol/observation.ts';
import type { Pass } from '../protocol/pass.ts';
import { appliedOf, type Step } from '../protocol/step.ts';

/** A ref as approved. */
export interface ApprovedRef {
  /** The step's name. */
  readonly step: string;
  /** `refs/tags/NAME` or `refs/heads/NAME`. */
  readonly ref: string;
  readonly oid: GitObjectId;
  /** The code if it holds something else. */
  readonly conflict: Extract<ReasonCode, 'github.tag_conflict' | 'github.branch_exists'>;
}

/** Creates the ref. */
export function refStep(pass: Pass, approved: ApprovedRef): Step<GitHubRef> {
  return {
    name: approved.step,
    observe: () => observeRef(pass, approved),
    apply: async () => {
      const { ref, oid } = approved;
      const reply = await pass.github.write((writer) => writer.createRef(ref, oid));
      return appliedOf(reply, (value) => ({
        handle: value.oid,
        shows: judgeRef(approved, { kind: 'read', value }),
      }));
    },
  };
}

/** Looks at the ref. */
export async function observeRef(
  pass: Pass,
  approved: ApprovedRef,
): Promise<Observation<GitHubRef>> {
  const { ref } = approved;
  return judgeRef(approved, await pass.github.read(ref, (reader) => reader.ref(ref)));
}

/** Judges what a ref holds. */
export function judgeRef(
  { ref, oid, conflict }: Omit<ApprovedRef, 'step'>,
  reading: Reading<GitHubRef | null>,
): Observation<GitHubRef> {
  if (reading.kind === 'unreadable') return reading;
  const { value } = reading;
  if (value === null) return absent;
  if (value.ref === ref && value.oid === oid) return asApproved(value, value.oid);
  const found = `${value.ref} at ${value.oid}`;
  return placeTaken(refusal(conflict, { subject: ref, expected: oid, found }));
}
