// SPDX-License-Identifier: Apache-2.0
// Fields that more than one format uses: digests, git ids and names, instants, people in git.
import { parseBranchName, parseTagName, type BranchName, type TagName } from '../git/ref-name.ts';
import { parsePersonEmail, parsePersonName } from '../git/git-person.ts';
import { parseGitMessage } from '../git/object-encoding.ts';
import { parseGitObjectId, type GitObjectId } from '../git/object-id.ts';
import { parseTreePath, type TreePath } from '../git/tree-path.ts';
import { parseSha256Digest, type Sha256Digest } from '../json/digest.ts';
import { LIMITS } from '../limits.ts';
import { object } from '../schema/composites.ts';
import { refused } from '../schema/parsed.ts';
import { parsedText, text } from '../schema/scalars.ts';
import type { Schema, TypeOf } from '../schema/schema.ts';
import { parseAssetName, type AssetName } from '../text/asset-name.ts';
import { parseInstant, type Instant } from '../time/instant.ts';

/** 64 lower-case hex digits of a SHA-256. */
export const sha256Schema: Schema<Sha256Digest> = parsedText(parseSha256Digest, {
  pattern: '^[0-9a-f]{64}$',
});
/** 40 lower-case hex digits of a git object. */
export const gitObjectIdSchema: Schema<GitObjectId> = parsedText(parseGitObjectId, {
  pattern: '^[0-9a-f]{40}$',
});
/** A strict RFC 3339 instant in UTC. */
export const instantSchema: Schema<Instant> = parsedText(parseInstant, { format: 'date-time' });
/** A tag name by git's rules, ASCII. */
export const tagNameSchema: Schema<TagName> = parsedText(parseTagName, {});
/** A branch name by git's rules, ASCII. */
export const branchNameSchema: Schema<BranchName> = parsedText(parseBranchName, {});
/** A file's path inside a repository. */
export const treePathSchema: Schema<TreePath> = parsedText(parseTreePath, {});
/** An asset's file name, as GitHub keeps it unchanged. */
export const assetNameSchema: Schema<AssetName> = parsedText(parseAssetName, {});
/** A release or pull-request title. */
export const titleSchema: Schema<string> = text({
  lengthMin: 1,
  lengthMax: LIMITS.titleCharactersMax,
});
/** A commit or tag message, as git can hold it. */
export const messageSchema: Schema<string> = parsedText(
  (message) => {
    const lengthMax = LIMITS.messageCharactersMax;
    if (message.length === 0 || message.length > lengthMax) {
      return refused('', `1 to ${lengthMax} characters`, `${message.length} characters`);
    }
    return parseGitMessage(message);
  },
  { minLength: 1, maxLength: LIMITS.messageCharactersMax },
);

/** Who git says wrote something, and when (whole seconds, UTC). */
export const gitPersonSchema = object({
  name: parsedText(parsePersonName, {}),
  email: parsedText(parsePersonEmail, {}),
  date: instantSchema,
});

/** Who git says wrote something, and when. */
export type GitPersonField = TypeOf<typeof gitPersonSchema>;
