// SPDX-License-Identifier: Apache-2.0
// The shell snippets of a document, as somebody would paste them.

/** The content of every fenced `sh` block, in order. */
export function shellSnippets(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, snippet]) => snippet ?? '');
}

/**
 * The places where a script expects an exit code in a way that also takes success for it: in
 * `command || test $? -eq 6` nothing is tested where the command ends with 0.
 */
export function takingSuccessForRefusal(script: string): readonly string[] {
  return [...script.matchAll(/\|\|\s*(?:test|\[+)\s+"?\$\?.*/g)].map(([place]) => place);
}
