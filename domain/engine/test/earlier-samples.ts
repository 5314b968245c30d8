// SPDX-License-Identifier: Apache-2.0
// Operations of the sample plan as an earlier run handed them over, with what they made on GitHub.
import {
  digestOf,
  receiptIds,
  refusal,
  sha256,
  utf8Encode,
  type Operation,
  type OperationKind,
  type OperationStatus,
  type PublicationResult,
} from '@marketops/core';
import type { EarlierOperation } from '@marketops/engine';
import type { MemoryRepository } from '@marketops/testkit';
import type { SealedPlan } from '../src/plan/sealed-plan.ts';

const randomBytes = 16;
const url = 'https://github.example/acme/lantern';

/** The plan's operation of a kind, handed over by an earlier run that settled it so. */
export function earlierOperation(
  { plan, digest: planDigest }: SealedPlan,
  kind: OperationKind,
  status: OperationStatus = 'success',
): EarlierOperation {
  const planned = plan.operations.find(({ operation }) => operation.kind === kind);
  if (planned === undefined) throw new RangeError(`the plan has no ${kind}`);
  const { operation, digest: operationDigest } = planned;
  const { operationId } = operation;
  const receiptId = receiptIds.from(
    sha256(utf8Encode(`earlier ${operationId}`)).slice(0, randomBytes),
  );
  const details = { subject: operationId, expected: 'an effect', found: status };
  return {
    operation,
    operationDigest,
    planDigest,
    receipt: {
      receiptId,
      operationId,
      operationKind: kind,
      enforceable: true,
      receiptDigest: digestOf({ earlier: operationId }),
      refusals: [],
      expiresAt: null,
    },
    outcome: {
      status,
      operationId,
      operationKind: kind,
      receiptId,
      checks: { passed: true, checks: [], refusals: [] },
      refusals: status === 'success' ? [] : [refusal('github.tag_conflict', details)],
      result: status === 'success' ? resultOf(operation) : null,
      logIndex: 7,
    },
  };
}

function resultOf(operation: Operation): PublicationResult {
  switch (operation.kind) {
    case 'tag_repo': {
      const { name, oid, targetCommit } = operation.tag;
      return { kind: 'tag_repo', ref: `refs/tags/${name}`, tagOid: oid, targetCommit, url };
    }
    case 'publish_release': {
      const { oid } = operation.tag;
      return {
        kind: 'publish_release',
        releaseId: 1,
        tagOid: oid,
        url,
        immutable: false,
        assets: [],
      };
    }
    case 'open_pr': {
      const { oid } = operation.commit;
      if (oid === null) throw new TypeError('the sample plan knows its commit');
      return {
        kind: 'open_pr',
        number: 7,
        branch: operation.head.branch,
        headOid: oid,
        url,
      };
    }
  }
}

/** Puts what operations made where the sample project's GitHub keeps it. */
export function putOnGitHub(
  repositories: MemoryRepository,
  earlier: readonly EarlierOperation[],
): void {
  for (const { operation } of earlier) {
    if (operation.kind === 'tag_repo') {
      const { name, oid, targetCommit } = operation.tag;
      repositories.tags.set(name, { oid, annotated: true, targetCommit });
    }
    if (operation.kind === 'publish_release') repositories.releases.set(operation.tag.name, url);
    if (operation.kind === 'open_pr' && operation.commit.oid !== null) {
      const { branch } = operation.head;
      repositories.branches.set(branch, operation.commit.oid);
      repositories.commits.set(operation.commit.oid, operation.commit.tree);
      repositories.pullRequests.set(branch, url);
    }
  }
}
