// SPDX-License-Identifier: Apache-2.0
// A browser is made available exactly where a browser test may run.

import { describe, expect, it } from 'vitest';
import { maySelect } from '../runner/browser-tests.ts';

const path = 'adapters/keyring/test/passkey.browser.test.ts';

describe('the selection of browser tests', () => {
  it.each([[[]], [['keyring']], [['domain', 'passkey.browser']], [['-t', 'passkey']], [['--ui']]])(
    'may include one for %j',
    (args) => {
      expect(maySelect(args, path)).toBe(true);
    },
  );

  it.each([[['domain']], [['tools', 'keyring/src']]])('leaves it out for %j', (args) => {
    expect(maySelect(args, path)).toBe(false);
  });
});
