// SPDX-License-Identifier: Apache-2.0
// A session of which one method is done in another way; every other one is untouched.
import type { GitHubSession } from '@marketops/publisher';

/** What is done instead: `send` does what would have been done, with what it was given. */
export type Interception = (
  send: () => Promise<unknown>,
  given: readonly unknown[],
) => Promise<unknown>;

/** The session, with `method` intercepted. */
export function interceptSession(
  session: GitHubSession,
  method: string,
  intercept: Interception,
): GitHubSession {
  return new Proxy(session, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      const send = (...given: readonly unknown[]): Promise<unknown> =>
        Promise.resolve<unknown>(Reflect.apply(value, target, given));
      if (name !== method) return send;
      return (...given: readonly unknown[]) => intercept(() => send(...given), given);
    },
  });
}
