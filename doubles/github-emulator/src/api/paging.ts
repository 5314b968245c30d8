// SPDX-License-Identifier: Apache-2.0
// Pages of lists with the `link` header.

import type { Json } from '../json.ts';
import { type Answer, ok } from './answer.ts';
import type { Call } from './route.ts';

const PAGE_SIZE_DEFAULT = 30;
const PAGE_SIZE_MAX = 100;

/** Answers with the page of a list that `page` and `per_page` ask for. */
export function pageOf<Item>(
  call: Call,
  items: readonly Item[],
  render: (item: Item) => Json,
): Answer {
  const size = Math.min(
    positive(call.request.query.get('per_page')) ?? PAGE_SIZE_DEFAULT,
    PAGE_SIZE_MAX,
  );
  const page = positive(call.request.query.get('page')) ?? 1;
  const last = Math.max(1, Math.ceil(items.length / size));
  const shown = items.slice((page - 1) * size, page * size).map(render);
  const links: string[] = [];
  const add = (number: number, relation: string): void => {
    links.push(`<${pageUrl(call, number)}>; rel="${relation}"`);
  };
  if (page > 1) {
    add(page - 1, 'prev');
  }
  if (page < last) {
    add(page + 1, 'next');
    add(last, 'last');
  }
  if (page > 1) {
    add(1, 'first');
  }
  return ok(shown, links.length === 0 ? {} : { link: links.join(', ') });
}

function pageUrl(call: Call, page: number): string {
  const query = new URLSearchParams(call.request.query);
  query.set('page', String(page));
  return `${call.origins.api}${call.request.path}?${query.toString()}`;
}

function positive(text: string | null): number | undefined {
  const value = text === null ? Number.NaN : Number(text);
  return Number.isInteger(value) && value > 0 ? value : undefined;
}
