// SPDX-License-Identifier: Apache-2.0
// Reads the objects and references of a git repository on disk. Every object is hashed again on the way
// in, so that the emulator's ids and git's are known to agree.

import { type GitObject, gitObjectId } from '../git/git-object.ts';
import { parseObjectType } from '../git/tag-object.ts';
import { runGit } from './git-process.ts';

/** What a repository on disk holds: branches and tags, everything reachable from them, and its HEAD. */
export interface GitRepositoryContents {
  readonly refs: ReadonlyMap<string, string>;
  readonly objects: readonly GitObject[];
  /** The branch that HEAD names; null when it names none, or one without commits. */
  readonly headBranch: string | null;
}

/** Reads a repository; objects whose id `isKnown` are left out. */
export async function readGitRepository(
  directory: string,
  isKnown: (id: string) => boolean = () => false,
): Promise<GitRepositoryContents> {
  const { refs, headBranch } = await readRefs(directory);
  const listing =
    refs.size === 0
      ? Buffer.alloc(0)
      : await runGit({
          directory,
          arguments: ['rev-list', '--objects', '--no-object-names', '--branches', '--tags'],
        });
  const ids = [...linesOf(listing), ...refs.values()].filter((id) => !isKnown(id));
  const batch = await runGit({
    directory,
    arguments: ['cat-file', '--batch'],
    input: Buffer.from([...new Set(ids)].map((id) => `${id}\n`).join(''), 'utf8'),
  });
  return { refs, objects: parseBatch(batch), headBranch };
}

interface NamedRefs {
  readonly refs: ReadonlyMap<string, string>;
  readonly headBranch: string | null;
}

async function readRefs(directory: string): Promise<NamedRefs> {
  const format = '--format=%(objectname) %(HEAD) %(refname)';
  const words = ['for-each-ref', format, 'refs/heads', 'refs/tags'];
  const listing = await runGit({ directory, arguments: words });
  const refs = new Map<string, string>();
  let headBranch: string | null = null;
  for (const line of linesOf(listing)) {
    const [id = '', mark, ref = ''] = /^(\S+) (.) (.+)$/.exec(line)?.slice(1) ?? [];
    refs.set(ref, id);
    headBranch = mark === '*' ? ref.slice('refs/heads/'.length) : headBranch;
  }
  return { refs, headBranch };
}

function parseBatch(batch: Buffer): GitObject[] {
  const objects: GitObject[] = [];
  let at = 0;
  while (at < batch.length) {
    const end = batch.indexOf(0x0a, at);
    const [id = '', typeName, size = '0'] = batch.toString('latin1', at, end).split(' ');
    const type = parseObjectType(typeName);
    if (type === undefined) {
      throw new Error(`git object ${id} could not be read: found ${typeName ?? 'nothing'}`);
    }
    const content = Buffer.from(batch.subarray(end + 1, end + 1 + Number(size)));
    if (gitObjectId(type, content) !== id) {
      throw new Error(`git object ${id} does not hash to its own name`);
    }
    objects.push({ type, content });
    at = end + 1 + Number(size) + 1;
  }
  return objects;
}

function linesOf(output: Buffer): string[] {
  return output
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '');
}
