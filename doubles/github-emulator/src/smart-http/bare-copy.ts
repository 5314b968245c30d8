// SPDX-License-Identifier: Apache-2.0
// A bare repository on disk that mirrors one in memory, for the real git to serve from. Objects are only
// ever added; references are written anew at each synchronization.

import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';

import type { Repository } from '../state/repository.ts';

const configuration = `[core]
\trepositoryformatversion = 0
\tbare = true
[uploadpack]
\tallowAnySHA1InWant = true
\tallowFilter = true
[receive]
\tdenyDeleteCurrent = refuse
[gc]
\tauto = 0
`;

/** The copy of one repository. */
export class BareCopy {
  readonly directory: string;
  readonly #repository: Repository;
  #written = 0;

  constructor(directory: string, repository: Repository) {
    this.directory = directory;
    this.#repository = repository;
  }

  /**
   * Brings the copy up to date and returns its branches and tags. References that lists do not show
   * before an instant later than `now` are left out.
   */
  synchronize(now: number): ReadonlyMap<string, string> {
    const { objects, refs, pulls, defaultBranch } = this.#repository;
    mkdirSync(join(this.directory, 'objects', 'pack'), { recursive: true });
    for (const object of objects.arrivedAfter(this.#written)) {
      this.#writeObject(object);
    }
    this.#written = objects.size;
    const shown = new Map(
      [...refs]
        .filter(([ref]) => ref.startsWith('refs/heads/') || ref.startsWith('refs/tags/'))
        .filter(([, reference]) => reference.visibleFrom <= now)
        .map(([ref, reference]) => [ref, reference.id] as const),
    );
    const lines = [...shown].map(([ref, id]) => `${id} ${ref}`);
    for (const pull of pulls.values()) {
      lines.push(`${pull.headId} refs/pull/${pull.number}/head`);
    }
    rmSync(join(this.directory, 'refs'), { recursive: true, force: true });
    mkdirSync(join(this.directory, 'refs', 'heads'), { recursive: true });
    mkdirSync(join(this.directory, 'refs', 'tags'), { recursive: true });
    writeFileSync(join(this.directory, 'config'), configuration);
    writeFileSync(join(this.directory, 'HEAD'), `ref: refs/heads/${defaultBranch}\n`);
    const sorted = lines.toSorted((left, right) => (left.slice(41) < right.slice(41) ? -1 : 1));
    writeFileSync(
      join(this.directory, 'packed-refs'),
      ['# pack-refs with: sorted', ...sorted, ''].join('\n'),
    );
    return shown;
  }

  #writeObject(object: { id: string; type: string; content: Buffer }): void {
    const folder = join(this.directory, 'objects', object.id.slice(0, 2));
    const path = join(folder, object.id.slice(2));
    if (!existsSync(path)) {
      mkdirSync(folder, { recursive: true });
      const head = Buffer.from(`${object.type} ${object.content.length}\0`, 'utf8');
      writeFileSync(path, deflateSync(Buffer.concat([head, object.content])));
    }
  }
}
