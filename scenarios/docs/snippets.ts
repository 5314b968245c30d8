// SPDX-License-Identifier: Apache-2.0
// The shell snippets of a document, as somebody would paste them.

/** The content of every fenced block of a kind, in order. */
export function fencedBlocks(markdown: string, kind: string): readonly string[] {
  const fence = new RegExp(`^\`\`\`${kind}\\n([\\s\\S]*?)^\`\`\`$`, 'gm');
  return [...markdown.matchAll(fence)].map(([, content]) => content ?? '');
}

/** The content of every fenced `sh` block, in order. */
export function shellSnippets(markdown: string): readonly string[] {
  return fencedBlocks(markdown, 'sh');
}

/** What is typed into a console in a document: the lines after the prompt. */
export function typedCommands(markdown: string): readonly string[] {
  return fencedBlocks(markdown, 'console')
    .flatMap((block) => block.split('\n'))
    .filter((line) => line.startsWith('$ '))
    .map((line) => line.slice(2));
}

/**
 * The places where a script expects an exit code in a way that also takes success for it: in
 * `command || test $? -eq 6` nothing is tested where the command ends with 0.
 */
export function takingSuccessForRefusal(script: string): readonly string[] {
  return [...script.matchAll(/\|\|\s*(?:test|\[+)\s+"?\$\?.*/g)].map(([place]) => place);
}
