// SPDX-License-Identifier: Apache-2.0
// The shell snippets of a document, as somebody would paste them.

/** The content of every fenced `sh` block, in order. */
export function shellSnippets(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, snippet]) => snippet ?? '');
}
