// SPDX-License-Identifier: Apache-2.0
// The git objects whose ids are known before a host has them, gathered in one place.
export { annotatedTagId, type AnnotatedTagContent } from './annotated-tag.ts';
export { blobId } from './blob.ts';
export { commitId, encodeCommit, type CommitContent } from './commit.ts';
export { parsePersonEmail, parsePersonName, type GitPerson } from './git-person.ts';
export {
  encodeTree,
  parseTreeEntries,
  treeEntryModes,
  treeId,
  type TreeEntry,
  type TreeEntryMode,
} from './tree.ts';
