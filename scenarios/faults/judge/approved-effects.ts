// SPDX-License-Identifier: Apache-2.0
// What has to stand in the repository after a success, as the approver saw it.
import type { Operation } from '@marketops/core';

/** A release as approved. */
export interface ApprovedRelease {
  readonly tagName: string;
  readonly name: string;
  readonly body: string;
  readonly prerelease: boolean;
  /** Whether it may be the latest release; null where that is left to GitHub. */
  readonly makeLatest: boolean | null;
  readonly assets: readonly {
    readonly name: string;
    readonly size: number;
    readonly sha256: string;
  }[];
}

/** A pull request as approved. */
export interface ApprovedPull {
  readonly branch: string;
  readonly headOid: string | null;
  readonly baseBranch: string;
  readonly title: string;
  readonly draft: boolean;
  readonly body: string;
}

/** What has to stand in the repository after a success. */
export interface ApprovedEffects {
  /** The tag and the object it names; a null object where any will do. */
  readonly tag: { readonly ref: string; readonly oid: string | null } | null;
  readonly release: ApprovedRelease | null;
  readonly pull: ApprovedPull | null;
}

/** The effects of an operation. */
export function effectsOf(operation: Operation): ApprovedEffects {
  switch (operation.kind) {
    case 'tag_repo':
      return { tag: tagOf(operation.tag), release: null, pull: null };
    case 'publish_release': {
      const { tag, name, body, prerelease, assets } = operation;
      const makeLatest = operation.makeLatest === 'legacy' ? null : operation.makeLatest === 'true';
      const release = { tagName: tag.name, name, body, prerelease, makeLatest, assets };
      return { tag: tagOf(tag), release, pull: null };
    }
    case 'open_pr': {
      const { head, commit, base, title, draft, body } = operation;
      const pull = {
        branch: head.branch,
        headOid: commit.oid,
        baseBranch: base.branch,
        title,
        draft,
        body,
      };
      return { tag: null, release: null, pull };
    }
  }
}

function tagOf({ name, oid }: { readonly name: string; readonly oid: string }) {
  return { ref: `refs/tags/${name}`, oid };
}
