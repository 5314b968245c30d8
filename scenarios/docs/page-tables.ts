// SPDX-License-Identifier: Apache-2.0
// The tables of a page, row by row, and its links, for tests that compare a page with the code.

/** The cells of every row below the head that begins with `| FIRST |`; throws where there is none. */
export function tableRows(markdown: string, first: string): readonly (readonly string[])[] {
  const lines = markdown.split('\n');
  const head = lines.findIndex((line) => line.startsWith(`| ${first} |`));
  if (head === -1) throw new RangeError(`no table begins with the column ${first}`);
  const rule = head + 1;
  const body = lines.slice(rule + 1);
  const end = body.findIndex((line) => !line.startsWith('|'));
  return body.slice(0, end === -1 ? undefined : end).map((line) =>
    line
      .slice(1, -1)
      .split(' | ')
      .map((cell) => cell.trim()),
  );
}

/** The one name in back-ticks with which a cell begins; empty where there is none. */
export function nameIn(cell: string | undefined): string {
  return /^`([^`]+)`/.exec(cell ?? '')?.[1] ?? '';
}

/** The targets of the links of a page that lead into the tree, without what follows `#`. */
export function linkedPaths(markdown: string): readonly string[] {
  const prose = markdown.replaceAll(/^```[\s\S]*?^```$/gm, '').replaceAll(/`[^`\n]*`/g, '');
  const targets = [...prose.matchAll(/\]\(([^)]+)\)/g)].map(([, target = '']) => target);
  return targets
    .filter((target) => !/^(?:[a-z]+:|#)/.test(target))
    .map((target) => target.replace(/#.*$/, ''));
}

/** The places of the tree that a page names in back-ticks, `{a,b}` written out. */
export function namedPlaces(markdown: string): readonly string[] {
  const place = /`((?:domain|adapters|faces|doubles|scenarios|spec|tools)\/[^`\s]+)`/g;
  return [...markdown.matchAll(place)].flatMap(([, named = '']) => writtenOut(named));
}

function writtenOut(pattern: string): readonly string[] {
  const [whole, inner] = /\{([^}]+)\}/.exec(pattern) ?? [];
  if (whole === undefined || inner === undefined) return [pattern];
  return inner.split(',').flatMap((part) => writtenOut(pattern.replace(whole, part)));
}
