// SPDX-License-Identifier: Apache-2.0
// Faults of the one call itself: it does not arrive, or its answer does not, or the answer is not
// what it should be.
import type { AnswerFault, FaultRule } from '@marketops/github-emulator';
import type { FaultKind, KillMoment } from './fault-kind.ts';
import { alreadyExistsAnswer } from './already-exists-answer.ts';
import { KILLS } from './kill.ts';
import type { WriteCall } from './write-call.ts';

/** Bytes of a body that arrive before it is cut: fewer than the smallest upload has. */
const bytesBeforeCut = 100;
/** Bytes of a JSON body that arrive before it is cut: fewer than any has. */
const jsonBytesBeforeCut = 10;
/** How much later a call is applied whose answer was lost: well within the quarantine. */
const lateMs = 300;
const waitSeconds = 1;

/** Whether an operation succeeds in the end where the fault passes by itself. */
export function unlessGivenUp({ givenUp }: WriteCall): boolean {
  return !givenUp;
}

function always(): boolean {
  return true;
}

function hasBody({ match }: WriteCall): boolean {
  return match.method !== 'DELETE';
}

function creates({ match }: WriteCall): boolean {
  return match.method === 'POST';
}

function isUpload({ upload }: WriteCall): boolean {
  return upload;
}

type Given = Pick<FaultKind, 'name' | 'killAt'> &
  Partial<FaultKind> & {
    readonly fault?: AnswerFault | ((call: WriteCall) => AnswerFault);
  };

function kind({ fault, ...given }: Given): FaultKind {
  const rules: FaultKind['rules'] = ({ call }) => {
    if (fault === undefined) return [];
    const rule: FaultRule = {
      match: call.match,
      fault: typeof fault === 'function' ? fault(call) : fault,
    };
    return [rule];
  };
  return {
    processFault: null,
    tampering: false,
    credential: 'token',
    kills: KILLS.filter((kill) => kill !== 'paused_replica'),
    meets: always,
    mustSucceed: unlessGivenUp,
    rules,
    ...given,
  };
}

function failing(name: string, status: number, when: 'before_apply' | 'after_apply'): FaultKind {
  return kind({ name, killAt: when, fault: { kind: 'status', when, status } });
}

function ownDeath(name: string, killAt: KillMoment): FaultKind {
  return kind({ name, killAt, kills: ['sigkill', 'second_replica'] });
}

/** Faults of one call. */
export const ANSWER_FAULTS: readonly FaultKind[] = [
  kind({ name: 'no_fault', killAt: 'before_apply', kills: KILLS }),
  ownDeath('killed_before_send', 'before_send'),
  kind({
    name: 'not_applied',
    killAt: 'before_apply',
    fault: { kind: 'reset', when: 'before_apply' },
  }),
  failing('not_applied_502', 502, 'before_apply'),
  kind({
    name: 'applied_unanswered',
    killAt: 'after_apply',
    kills: KILLS,
    fault: { kind: 'reset', when: 'after_apply' },
  }),
  ownDeath('answered_not_recorded', 'after_answer'),
  failing('applied_500', 500, 'after_apply'),
  failing('applied_502', 502, 'after_apply'),
  failing('applied_503', 503, 'after_apply'),
  kind({
    name: 'reset_before_body',
    killAt: 'body_cut',
    meets: hasBody,
    fault: { kind: 'reset_mid_body', afterBytes: 0, leavesStarter: false },
  }),
  kind({
    name: 'reset_during_body',
    killAt: 'body_cut',
    meets: hasBody,
    fault: ({ upload }) => ({
      kind: 'reset_mid_body',
      afterBytes: upload ? bytesBeforeCut : jsonBytesBeforeCut,
      leavesStarter: true,
    }),
  }),
  kind({
    name: 'stall',
    killAt: 'before_apply',
    fault: { kind: 'stall', when: 'before_apply' },
  }),
  kind({
    name: 'stall_applied',
    killAt: 'after_apply',
    fault: { kind: 'stall', when: 'after_apply' },
  }),
  kind({ name: 'truncated', killAt: 'after_apply', meets: hasBody, fault: { kind: 'truncate' } }),
  kind({
    name: 'applied_late',
    killAt: 'before_apply',
    fault: { kind: 'late_apply', ms: lateMs, answer: 'reset' },
  }),
  kind({
    name: 'delivered_twice',
    killAt: 'after_apply',
    fault: { kind: 'duplicate_delivery' },
  }),
  kind({
    name: 'secondary_limit',
    killAt: 'before_apply',
    fault: { kind: 'secondary_limit', when: 'before_apply', retryAfterSeconds: waitSeconds },
  }),
  kind({
    name: 'secondary_limit_bare',
    killAt: 'before_apply',
    fault: { kind: 'secondary_limit', when: 'before_apply', retryAfterSeconds: null },
  }),
  kind({
    name: 'limit_429',
    killAt: 'before_apply',
    fault: {
      kind: 'secondary_limit',
      when: 'before_apply',
      status: 429,
      retryAfterSeconds: waitSeconds,
    },
  }),
  kind({
    name: 'primary_limit',
    killAt: 'before_apply',
    fault: { kind: 'primary_limit', when: 'before_apply', resetInSeconds: 1 },
  }),
  kind({
    name: 'limit_in_disguise',
    killAt: 'before_apply',
    fault: { kind: 'disguised_limit', when: 'before_apply' },
  }),
  kind({
    name: 'already_exists',
    killAt: 'after_apply',
    meets: creates,
    fault: (call) => ({
      kind: 'answer',
      when: 'after_apply',
      status: 422,
      body: alreadyExistsAnswer(call),
    }),
  }),
  kind({
    name: 'asset_left_starter',
    killAt: 'after_apply',
    meets: isUpload,
    fault: { kind: 'asset_left_starter' },
  }),
  kind({
    name: 'stored_bytes_altered',
    killAt: 'after_apply',
    meets: isUpload,
    mustSucceed: () => false,
    fault: { kind: 'digest_altered', what: 'bytes' },
  }),
  kind({
    name: 'stored_digest_altered',
    killAt: 'after_apply',
    meets: isUpload,
    mustSucceed: () => false,
    fault: { kind: 'digest_altered', what: 'digest' },
  }),
  kind({
    name: 'stored_digest_missing',
    killAt: 'after_apply',
    meets: isUpload,
    mustSucceed: () => false,
    fault: { kind: 'digest_altered', what: 'missing' },
  }),
];
