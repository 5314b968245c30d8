// SPDX-License-Identifier: Apache-2.0
// The git history of a project, read through git itself and parsed strictly: an answer of another
// form than git documents is refused, never guessed at.
import {
  instantFromSeconds,
  parseGitObjectId,
  utf8Decode,
  type GitObjectId,
} from '@marketops/core';
import type {
  HeadCommit,
  HistoryMessage,
  HistoryTag,
  ProjectHistory,
  Reading,
} from '@marketops/engine';
import { runGit, unreadable } from './git-command.ts';

/** Commits read for notes at most. */
const commitsMax = 10_000;

/** Reads the repository that a folder belongs to. */
export class GitHistory implements ProjectHistory {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async head(): Promise<Reading<HeadCommit>> {
    const output = await this.#text(['log', '-1', '--format=%H%x00%ae%x00%ct', 'HEAD', '--']);
    if (!output.ok) return output;
    const [hash = '', authorEmail = '', seconds = '', ...rest] = output.value.trimEnd().split('\0');
    const commit = parseGitObjectId(hash);
    if (!commit.ok || rest.length > 0 || !/^[0-9]{1,12}$/.test(seconds)) {
      return unreadable('git log', 'another form of answer');
    }
    const committedAt = instantFromSeconds(Number(seconds));
    return { ok: true, value: { commit: commit.value, authorEmail, committedAt } };
  }

  async uncommitted(countMax: number): Promise<Reading<readonly string[]>> {
    const output = await this.#text([
      'status',
      '--porcelain=v1',
      '-z',
      '--untracked-files=all',
      '--no-renames',
      '--ignore-submodules=none',
    ]);
    if (!output.ok) return output;
    const entries = output.value.split('\0').filter((entry) => entry !== '');
    if (entries.some((entry) => !/^[ MTADRCU?!]{2} ./su.test(entry))) {
      return unreadable('git status', 'another form of answer');
    }
    return { ok: true, value: entries.slice(0, countMax).map((entry) => entry.slice(3)) };
  }

  async tags(): Promise<Reading<readonly HistoryTag[]>> {
    const all = await this.#text(['for-each-ref', `--format=${tagFormat}`, 'refs/tags']);
    if (!all.ok) return all;
    const merged = await this.#text([
      'for-each-ref',
      '--merged=HEAD',
      '--format=%(refname:strip=2)',
      'refs/tags',
    ]);
    if (!merged.ok) return merged;
    return readTags(all.value, new Set(merged.value.split('\n')));
  }

  async messagesSince(since: GitObjectId | null): Promise<Reading<readonly HistoryMessage[]>> {
    const output = await runGit(this.#folder, [
      'log',
      '-z',
      '--format=%H%n%B',
      `--max-count=${commitsMax}`,
      'HEAD',
      ...(since === null ? [] : [`^${since}`]),
      '--',
    ]);
    if (!output.ok) return output;
    // Old commits may hold bytes in no known encoding: they show as replacement characters.
    return readMessages(output.value.toString('utf8'));
  }

  async #text(given: readonly string[]): Promise<Reading<string>> {
    const output = await runGit(this.#folder, given);
    if (!output.ok) return output;
    const text = utf8Decode(output.value);
    return text.ok ? text : unreadable(`git ${given[0] ?? ''}`, text.problem.found);
  }
}

const tagFormat =
  '%(refname:strip=2)%00%(objecttype)%00%(objectname)%00%(*objecttype)%00%(*objectname)';

function readTags(text: string, merged: ReadonlySet<string>): Reading<readonly HistoryTag[]> {
  const tags: HistoryTag[] = [];
  for (const line of text.split('\n').filter((candidate) => candidate !== '')) {
    const fields = line.split('\0');
    const [name = '', type = '', id = '', peeledType = '', peeledId = ''] = fields;
    if (fields.length !== 5) return unreadable('git for-each-ref', 'another form of answer');
    const target = type === 'tag' ? { type: peeledType, id: peeledId } : { type, id };
    const commit = parseGitObjectId(target.id);
    if (target.type !== 'commit' || !commit.ok) continue;
    tags.push({ name, commit: commit.value, reachable: merged.has(name) });
  }
  return { ok: true, value: tags };
}

function readMessages(text: string): Reading<readonly HistoryMessage[]> {
  const messages: HistoryMessage[] = [];
  for (const entry of text.split('\0').filter((candidate) => candidate !== '')) {
    const end = entry.indexOf('\n');
    const commit = parseGitObjectId(end < 0 ? entry : entry.slice(0, end));
    if (!commit.ok) return unreadable('git log', 'another form of answer');
    messages.push({ commit: commit.value, message: end < 0 ? '' : entry.slice(end + 1) });
  }
  return { ok: true, value: messages };
}
