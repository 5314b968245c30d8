// SPDX-License-Identifier: Apache-2.0
// Goal: the page about the architecture lists the stages in the order in which a run goes through them,
// and the packages of every ring.
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { STAGES } from '@marketops/core';
import { describe, expect, it } from 'vitest';
import { nameIn, tableRows } from './page-tables.ts';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/architecture.md'), 'utf8');

describe('the page about the architecture', () => {
  it('lists every stage, in order', () => {
    expect(tableRows(page, 'stage').map(([stage]) => nameIn(stage))).toEqual([...STAGES]);
  });

  it.each(['domain', 'adapters', 'faces', 'doubles'])('lists every package of %s', (ring) => {
    const [, packages = ''] =
      tableRows(page, 'ring').find(([name]) => nameIn(name) === `${ring}/`) ?? [];
    const told = [...packages.matchAll(/`([a-z-]+)`/g)].map(([, name = '']) => name);
    const there = globSync(`${ring}/*/package.json`, { cwd: root }).map((manifest) =>
      basename(dirname(manifest)),
    );
    expect(told.toSorted()).toEqual(there.toSorted());
  });
});
