// SPDX-License-Identifier: Apache-2.0
// Reads a list to its end. A list that is longer than the limit counts as unreadable: half a list
// proves nothing about what is not in it.
import { refusal, type GitHubReply } from '@marketops/core';
import type { GitHubReader, Page } from '../port/github-port.ts';
import type { Reading } from '../protocol/observation.ts';
import type { Pass } from '../protocol/pass.ts';

/** Reads every page of a list; `subject` says which, for people. */
export async function readList<T>(
  pass: Pass,
  subject: string,
  readPage: (reader: GitHubReader, page: number) => Promise<GitHubReply<Page<T>>>,
): Promise<Reading<readonly T[]>> {
  const items: T[] = [];
  const { listPagesMax } = pass.options;
  let page: number | null = 1;
  for (let read = 0; read < listPagesMax; read += 1) {
    const wanted: number = page;
    const reading: Reading<Page<T>> = await pass.github.read(subject, (reader) =>
      readPage(reader, wanted),
    );
    if (reading.kind === 'unreadable') return reading;
    items.push(...reading.value.items);
    page = reading.value.nextPage;
    if (page === null) return { kind: 'read', value: items };
  }
  const found = `more than ${listPagesMax} pages`;
  const expected = 'a list that ends';
  return {
    kind: 'unreadable',
    refusal: refusal('github.unreachable', { subject, expected, found }),
    until: pass.github.afterBackoff(listPagesMax),
    cause: 'backoff',
  };
}
