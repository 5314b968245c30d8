// SPDX-License-Identifier: Apache-2.0
// One publisher, its store and a scripted GitHub, ready for a submission of a sample operation. A
// test can end the publishing process at any call and let another take over.
import {
  approvalKind,
  digestOf,
  encodePlan,
  instantToMs,
  operationMarker,
  parseOperation,
  planDigest,
  readSignedPredicate,
  receiptIds,
  treeId,
  utf8Encode,
  type Clock,
  type EnforceableReceipt,
  type JsonObject,
  type Operation,
  type PublicationOutcome,
  type PublicationPlan,
  type PublicationSubmission,
  type PublishReleaseOperation,
} from '@marketops/core';
import {
  GitHubPublisher,
  type GitHubSessions,
  type ProgressEvent,
  type PublisherOptions,
  type PublisherStore,
} from '@marketops/publisher';
import {
  ApprovedBytes,
  ManualClock,
  MemoryPublisherStore,
  must,
  sampleApproval,
  sampleAssets,
  sampleCommit,
  sampleCommitOid,
  sampleNow,
  sampleOpenPr,
  samplePins,
  samplePlan,
  samplePullRequestFile,
  samplePublishRelease,
  sampleReceipt,
  sampleRunId,
  sampleTagRepo,
  ScriptedGitHub,
  SeededEntropy,
  signedApproval,
  signedReceipt,
  testVerifier,
} from '@marketops/testkit';

/** Every kind of operation, and a release that makes its own tag. */
export const sampleKinds = ['tag_repo', 'publish_release', 'release_on_tag', 'open_pr'] as const;
/** One of them. */
export type SampleKind = (typeof sampleKinds)[number];

/** A release that creates the annotated tag which the sample `tag_repo` describes. */
function sampleTaggingRelease(): PublishReleaseOperation {
  const release = samplePublishRelease();
  const { annotation } = sampleTagRepo().tag;
  const tag = { ...release.tag, annotation, mustExist: false };
  const operation = must(parseOperation({ ...release, tag } as unknown as JsonObject));
  if (operation.kind !== 'publish_release') throw new TypeError('not a release');
  return operation;
}

/** The operation of each sample. */
export const samples: { readonly [kind in SampleKind]: Operation } = {
  tag_repo: sampleTagRepo(),
  publish_release: sampleTaggingRelease(),
  release_on_tag: samplePublishRelease(),
  open_pr: sampleOpenPr(),
};

/** A submission of an operation with a genuine receipt and two approvals. */
export async function submissionOf(
  operation: Operation,
  changes: Partial<EnforceableReceipt> = {},
): Promise<PublicationSubmission> {
  const plan = samplePlan([operation]);
  const approvals = await Promise.all(
    ['alice', 'bob'].map((person) => signedApproval(sampleApproval(person, plan))),
  );
  const digests = approvals.map((bytes) => must(readSignedPredicate(approvalKind, bytes)).digest);
  const receipt = sampleReceipt(operation, digests, {
    planDigest: planDigest(plan),
    receiptId: receiptIds.from(utf8Encode(digestOf(operation.operationId).slice(0, 16))),
    ...changes,
  });
  return submissionWith(operation, plan, { receipt: await signedReceipt(receipt), approvals });
}

/** A submission in prod. */
function submissionWith(
  operation: Operation,
  plan: PublicationPlan,
  signed: Pick<PublicationSubmission, 'receipt' | 'approvals'>,
): PublicationSubmission {
  return {
    mode: 'prod',
    runId: sampleRunId,
    operation: operation as unknown as JsonObject,
    plan: encodePlan(plan),
    ...signed,
  };
}

const pinned = samplePins();

/** Made once: signatures and digests take most of a story's time. */
const submissions = new Map<Operation, Promise<PublicationSubmission>>();

/** The tag of the sample release, as the sample `tag_repo` makes it. */
function placeTag({ state }: ScriptedGitHub): void {
  const { name: tagName, oid, targetCommit: targetOid, annotation } = sampleTagRepo().tag;
  const { message } = annotation;
  state.refs.set(`refs/tags/${tagName}`, oid);
  state.tagObjects.set(oid, { oid, tagName, message, targetOid, targetType: 'commit' });
}

/** The clock that processes and store are shown, and GitHub's own. */
export interface StoryClocks {
  readonly clock: ManualClock;
  readonly github: Clock;
}

/** Where a process of a story differs from one that runs undisturbed. */
export interface Surroundings {
  readonly store?: PublisherStore;
  readonly sessions?: GitHubSessions;
  readonly clock?: Clock;
}

/** One publisher with everything around it. */
export class PublisherStory {
  readonly clock: ManualClock;
  readonly store: MemoryPublisherStore;
  readonly github: ScriptedGitHub;
  readonly content: ApprovedBytes;
  readonly progress: ProgressEvent[] = [];
  readonly operation: Operation;
  readonly #options: Partial<PublisherOptions>;

  constructor(
    kind: SampleKind,
    options: Partial<PublisherOptions> = {},
    clocks: StoryClocks | null = null,
  ) {
    this.clock = clocks?.clock ?? new ManualClock(sampleNow);
    this.store = new MemoryPublisherStore(this.clock);
    this.operation = samples[kind];
    this.#options = options;
    const { repositoryId, ownerId, fullName } = this.operation.repository;
    this.github = new ScriptedGitHub(
      {
        repositoryId,
        ownerId,
        fullName,
        defaultBranch: 'main',
        archived: false,
        permissions: { push: true, admin: false },
      },
      clocks?.github ?? this.clock,
    );
    const { state } = this.github;
    const { tree: treeOid, message } = sampleCommit;
    state.commits.set(sampleCommitOid, { oid: sampleCommitOid, treeOid, parentOids: [], message });
    state.trees.set(treeId([]), new Map());
    state.refs.set('refs/heads/main', sampleCommitOid);
    if (kind === 'release_on_tag') placeTag(this.github);
    this.content = new ApprovedBytes(
      [...Object.values(sampleAssets), samplePullRequestFile.text].map(utf8Encode),
    );
  }

  /** A publisher process of this name over the same store and GitHub. */
  publisher(holder = 'first', store: PublisherStore = this.store): GitHubPublisher {
    return this.publisherIn(holder, { store });
  }

  /** A publisher process of this name in surroundings of its own. */
  publisherIn(holder: string, surroundings: Surroundings): GitHubPublisher {
    const { store = this.store, sessions = this.github, clock = this.clock } = surroundings;
    return new GitHubPublisher({
      store,
      sessions,
      content: this.content,
      clock,
      entropy: new SeededEntropy(holder),
      verifier: testVerifier,
      pins: () => pinned,
      options: this.#options,
      listener: { report: (event) => this.progress.push(event) },
      holder,
    });
  }

  /** Submits the operation to a publisher. */
  async publish(publisher: GitHubPublisher = this.publisher()): Promise<PublicationOutcome> {
    let submission = submissions.get(this.operation);
    submission ??= submissionOf(this.operation);
    submissions.set(this.operation, submission);
    return publisher.submit(await submission);
  }

  /** The events of the log, in order. */
  get events(): readonly string[] {
    return this.store.auditRecords.map(({ event }) => event);
  }

  /** Milliseconds since the story began. */
  get elapsedMs(): number {
    return instantToMs(this.clock.now()) - instantToMs(sampleNow);
  }

  /** The marker of the operation. */
  get marker(): string {
    return operationMarker(this.operation.operationId);
  }
}
