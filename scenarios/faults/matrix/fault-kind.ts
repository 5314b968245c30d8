// SPDX-License-Identifier: Apache-2.0
// What a row of the matrix is: what goes wrong, when the process is killed, and what may come of it.
import type { Operation } from '@marketops/core';
import type { FaultRule } from '@marketops/github-emulator';
import type { Kill } from './kill.ts';
import type { WriteCall } from './write-call.ts';

/** Where a fault happens, as its rules need to know it. */
export interface FaultGround {
  readonly call: WriteCall;
  readonly operation: Operation;
  /** `owner/name` of the repository. */
  readonly fullName: string;
  /** An object of the repository that nobody approved for anything. */
  readonly otherOid: string;
  /** The publisher's token as the emulator's logs name it. */
  readonly tokenName: string;
}

/**
 * When the process is killed: as the call is about to be applied, once it is applied, once its body
 * has been cut, or by itself, before it sends the call or before it records the answer.
 */
export type KillMoment =
  | 'before_apply'
  | 'after_apply'
  | 'body_cut'
  | 'before_send'
  | 'after_answer';

/** What is done to the process itself as the call is about to be applied. */
export type ProcessFault = 'disk_full' | 'clock_back';

/** One kind of fault. */
export interface FaultKind {
  readonly name: string;
  readonly killAt: KillMoment;
  readonly processFault: ProcessFault | null;
  /** `app`: tokens that can be made anew. `token`: one token, replaced by people once it is gone. */
  readonly credential: 'app' | 'token';
  readonly kills: readonly Kill[];
  /** Whether the call can meet this fault at all. */
  readonly meets: (call: WriteCall) => boolean;
  /** Whether it is somebody else, at work on what the operation makes. */
  readonly tampering: boolean;
  /** Whether nothing stands against the operation, so that it has to succeed in the end. */
  readonly mustSucceed: (call: WriteCall) => boolean;
  readonly rules: (ground: FaultGround) => readonly FaultRule[];
}
