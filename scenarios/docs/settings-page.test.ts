// SPDX-License-Identifier: Apache-2.0
// Goal: the page about settings names every variable that the command line's help names, and no other.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { nameIn, tableRows } from './page-tables.ts';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/reference/settings.md'), 'utf8');

/** The variables of the table below a heading. */
function variablesBelow(heading: string): readonly string[] {
  return tableRows(page.slice(page.indexOf(`## ${heading}`)), 'variable').map(([cell]) =>
    nameIn(cell),
  );
}

it('the page about settings names every variable that the help names, and no other', () => {
  const commandLine = join(root, 'faces/cli/src/main.ts');
  const help = execFileSync(process.execPath, [commandLine, '--help'], { encoding: 'utf8' });
  const [, settings = ''] = /Settings,[^:]*:\n([\s\S]*?)\n\n/.exec(help) ?? [];
  const named = [...settings.matchAll(/\b[A-Z]+_[A-Z_]+\b/g)].map(([name]) => name);
  const told = ["MarketOps' own", 'The network', 'The terminal'].flatMap(variablesBelow);
  expect(told.length).toBeGreaterThan(10);
  expect(told).toEqual(named);
});
