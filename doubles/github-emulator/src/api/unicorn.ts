// SPDX-License-Identifier: Apache-2.0
// The HTML page that GitHub's front end serves when something behind it failed.

import type { Answer, Effect } from './answer.ts';

const page = `<!DOCTYPE html>
<html>
  <head><meta http-equiv="Content-type" content="text/html; charset=utf-8"><title>Unicorn! &middot; GitHub</title></head>
  <body><p><strong>We had issues producing the response to your request.</strong></p>
  <p>Sorry about that. Please try refreshing and contact us if the problem persists.</p></body>
</html>
`;

/** An answer of the front end: HTML instead of JSON. */
export function unicorn(status: number, effect: Effect | null = null): Answer {
  return {
    status,
    headers: {},
    body: { kind: 'text', text: page, contentType: 'text/html; charset=utf-8' },
    effect,
  };
}
