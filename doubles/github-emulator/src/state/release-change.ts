// SPDX-License-Identifier: Apache-2.0
// Publishing: the checks GitHub makes when a release becomes public, and the tag it creates on the way.

import { ApiRefusal, type FieldError, validationFailed } from '../api/api-refusal.ts';
import { peelToCommit } from '../git/history.ts';
import { isObjectId } from '../git/git-object.ts';
import { isRefName } from '../git/ref-name.ts';
import type { EmulatorState } from './emulator-state.ts';
import { applyReferenceChange, rulesetViolation } from './reference-change.ts';
import type { Release } from './release.ts';
import { branchHead, type Repository } from './repository.ts';

/** The longest body of a release, in characters. */
export const releaseBodyCharactersMax = 125_000;

/** The fields of a release that a request may set. */
export interface ReleaseFields {
  readonly tagName: string;
  readonly targetCommitish: string;
  readonly body: string | null;
}

/** Throws the refusal for a malformed tag name, a body too long, or a target that is no commit. */
export function checkReleaseFields(repository: Repository, fields: ReleaseFields): void {
  const errors: FieldError[] = [];
  if (!isRefName(`refs/tags/${fields.tagName}`)) {
    errors.push(releaseError('custom', 'tag_name', 'tag_name is not well-formed'));
  }
  if ((fields.body ?? '').length > releaseBodyCharactersMax) {
    const limit = `body is too long (maximum is ${releaseBodyCharactersMax} characters)`;
    errors.push(releaseError('custom', 'body', limit));
  }
  const tagExists = repository.refs.has(`refs/tags/${fields.tagName}`);
  if (!tagExists && resolveTarget(repository, fields.targetCommitish) === undefined) {
    errors.push({ resource: 'Release', code: 'invalid', field: 'target_commitish' });
  }
  if (errors.length > 0) {
    throw validationFailed(...errors);
  }
}

// A full commit id or a branch name stands for a commit; anything else for none.
function resolveTarget(repository: Repository, commitish: string): string | undefined {
  if (isObjectId(commitish)) {
    return repository.objects.has(commitish, 'commit') ? commitish : undefined;
  }
  return branchHead(repository, commitish.replace(/^refs\/heads\//, ''));
}

/** The commit that a release would tag or has tagged. */
export function releaseCommit(
  repository: Repository,
  release: { tagName: string; targetCommitish: string },
): string | undefined {
  const tag = repository.refs.get(`refs/tags/${release.tagName}`);
  if (tag !== undefined) {
    return peelToCommit(repository.objects, tag.id)?.id;
  }
  return resolveTarget(repository, release.targetCommitish);
}

/** Throws the refusal GitHub gives when a release may not be published under its tag. */
export function checkPublishable(
  repository: Repository,
  wished: { id: number | null; tagName: string; targetCommitish: string; login: string },
): void {
  const { tagName } = wished;
  const taken = [...repository.releases.values()].some(
    (other) => other.id !== wished.id && !other.draft && other.tagName === tagName,
  );
  if (taken) {
    throw validationFailed({ resource: 'Release', code: 'already_exists', field: 'tag_name' });
  }
  if (repository.burnedTags.has(tagName)) {
    throw validationFailed(
      releaseError('custom', 'tag_name', 'tag_name was used by an immutable release'),
    );
  }
  const ref = `refs/tags/${tagName}`;
  const commit = resolveTarget(repository, wished.targetCommitish);
  if (repository.refs.has(ref) || commit === undefined) {
    return;
  }
  const change = { ref, to: commit, force: false, login: wished.login };
  const violation = rulesetViolation(repository, change);
  if (violation !== null) {
    const text = `pre_receive Repository rule violations found\n\n${violation}\n\n`;
    throw validationFailed(releaseError('custom', 'pre_receive', text), {
      resource: 'Release',
      code: 'custom',
      message: 'Published releases must have a valid tag',
    });
  }
}

/** Makes a checked release public: creates a lightweight tag when there is none, sets the times. */
export function publishRelease(
  state: EmulatorState,
  repository: Repository,
  release: Release,
): void {
  const ref = `refs/tags/${release.tagName}`;
  if (!repository.refs.has(ref)) {
    const commit = resolveTarget(repository, release.targetCommitish);
    if (commit === undefined) {
      throw new ApiRefusal(422, 'Published releases must have a valid tag');
    }
    const change = { ref, to: commit, force: false, login: release.authorLogin };
    applyReferenceChange(state, repository, change);
  }
  release.draft = false;
  release.publishedAt ??= state.now();
  release.immutable = repository.immutableReleases;
  if (release.immutable) {
    repository.burnedTags.add(release.tagName);
  }
}

/** Applies `make_latest`; prereleases and drafts are never latest. */
export function rankRelease(repository: Repository, release: Release, makeLatest: string): void {
  const ranks = [...repository.releases.values()].map((other) => other.latestRank);
  release.latestRank = makeLatest === 'false' ? 0 : Math.max(0, ...ranks) + 1;
}

/** The latest release; undefined when none qualifies. */
export function latestRelease(repository: Repository): Release | undefined {
  return [...repository.releases.values()]
    .filter((release) => !release.draft && !release.prerelease && release.latestRank > 0)
    .toSorted((left, right) => right.latestRank - left.latestRank)[0];
}

function releaseError(code: string, field: string, message: string): FieldError {
  return { resource: 'Release', code, field, message };
}
