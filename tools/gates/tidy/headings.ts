// SPDX-License-Identifier: Apache-2.0
// The headings of a document, as links and citations name them.

import type { TreeFile } from '../source-tree.ts';

const fence = /^(```|~~~)/;

/** One line of prose, counted from 1. */
export interface ProseLine {
  readonly text: string;
  readonly line: number;
}

/** The lines of a document that are not in a fenced block. */
export function proseLines(text: string): readonly ProseLine[] {
  let fenced = false;
  return text.split('\n').flatMap((row, index) => {
    if (fence.test(row.trimStart())) fenced = !fenced;
    return fenced ? [] : [{ text: row, line: index + 1 }];
  });
}

/** The fragments that lead to the headings of a document. */
export function anchorsOf({ text }: TreeFile): ReadonlySet<string> {
  const headings = proseLines(text).flatMap((row) => /^#{1,6} +(.+)$/.exec(row.text)?.[1] ?? []);
  return new Set(headings.map(anchorOf));
}

/** The fragment that a forge derives from a heading. */
function anchorOf(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(/\s/g, '-');
}
