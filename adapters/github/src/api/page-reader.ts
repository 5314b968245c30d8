// SPDX-License-Identifier: Apache-2.0
// Pages of lists. A page whose successor cannot be named is unreadable rather than the last.
import type { BodyReader } from '@marketops/core';
import type { Page } from '@marketops/publisher';
import { listReader } from '../resource-readers/fields.ts';
import type { AnswerReader } from './api-call.ts';
import { readNextPage } from './answer-headers.ts';

/** Reads page number `page` of a list of what `readItem` reads. */
export function pageReader<T>(readItem: BodyReader<T>, page: number): AnswerReader<Page<T>> {
  const readItems = listReader(readItem);
  return (body, header) => {
    const items = readItems(body);
    const nextPage = readNextPage(header('link'), page);
    return items === null || nextPage === 'unreadable' ? null : { items, nextPage };
  };
}
