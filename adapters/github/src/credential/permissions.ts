// SPDX-License-Identifier: Apache-2.0
// The least that each kind of operation needs of a GitHub App's permissions.
import type { Operation } from '@marketops/core';
import type { CredentialPurpose } from './operation-credential.ts';

/** Permissions by GitHub's names. */
export type Permissions = Readonly<Record<string, 'read' | 'write'>>;

const workflowFolder = '.github/workflows/';

const reading: Permissions = { contents: 'read', metadata: 'read' };
const readingPullRequests: Permissions = { ...reading, pull_requests: 'read' };
const writingContents: Permissions = { contents: 'write', metadata: 'read' };

/** What an operation needs a credential for. */
export function purposeOf(operation: Operation): CredentialPurpose {
  return {
    kind: operation.kind,
    touchesWorkflows:
      operation.kind === 'open_pr' &&
      operation.files.some((file) => file.path.startsWith(workflowFolder)),
  };
}

/**
 * The permissions that a token for `purpose` is made with. A reader does without pull requests where
 * the App has not been `granted` them; an operation asks for what it needs and is refused by GitHub.
 */
export function leastPermissions(
  purpose: CredentialPurpose,
  granted: Readonly<Record<string, string>>,
): Permissions {
  switch (purpose.kind) {
    case 'read':
      return Object.hasOwn(granted, 'pull_requests') ? readingPullRequests : reading;
    case 'tag_repo':
    case 'publish_release':
      return writingContents;
    case 'open_pr':
      return {
        ...writingContents,
        pull_requests: 'write',
        ...(purpose.touchesWorkflows ? { workflows: 'write' as const } : {}),
      };
  }
}

/** Whether `given` holds nothing that `asked` does not. */
export function isWithin(given: Readonly<Record<string, string>>, asked: Permissions): boolean {
  return Object.entries(given).every(([name, level]) => {
    const most = Object.hasOwn(asked, name) ? asked[name] : undefined;
    return level === most || (level === 'read' && most === 'write');
  });
}
