// SPDX-License-Identifier: Apache-2.0
// What the client sees of a call that met a fault.

import type { Answer } from '../api/answer.ts';
import { validationFailed } from '../api/api-refusal.ts';
import { primaryLimitReached, secondaryLimitReached } from '../api/rate-limiter.ts';
import { unicorn } from '../api/unicorn.ts';
import type { AnswerFault } from '../fault/fault-rule.ts';
import type { ApiCall } from './serve-api.ts';

/** The answer to send, or that the connection is reset or held; null when there is nothing to send. */
export function faultAnswer(
  call: ApiCall,
  fault: AnswerFault,
  answer: Answer | null,
): Answer | 'reset' | 'stall' | null {
  const { core } = call.shell;
  switch (fault.kind) {
    case 'reset':
      return 'reset';
    case 'stall':
      return 'stall';
    case 'late_apply':
      return fault.answer === 'status' ? unicorn(502) : fault.answer;
    case 'status':
      return unicorn(fault.status);
    case 'answer':
      return {
        status: fault.status,
        headers: fault.headers ?? {},
        body: {
          kind: 'text',
          text: fault.body,
          contentType: fault.contentType ?? 'application/json; charset=utf-8',
        },
        effect: null,
      };
    case 'secondary_limit':
      return core.refuse(
        call.request,
        secondaryLimitReached(fault.retryAfterSeconds, fault.status ?? 403),
      );
    case 'primary_limit': {
      const refused = core.refuse(call.request, primaryLimitReached(fault.status ?? 403));
      const reset = Math.ceil(core.state.now() / 1000) + fault.resetInSeconds;
      const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset) };
      return { ...refused, headers: { ...refused.headers, ...headers } };
    }
    case 'disguised_limit':
      return core.refuse(
        call.request,
        validationFailed({ resource: 'PullRequestReview', code: 'abuse', field: 'base' }),
      );
    case 'reset_mid_body':
    case 'truncate':
    case 'asset_left_starter':
    case 'digest_altered':
    case 'duplicate_delivery':
      return answer;
  }
}
