// SPDX-License-Identifier: Apache-2.0
// The publisher: whatever is handed to it is checked, spent, carried out to one definite result and
// logged. It mints nothing and holds no minting key; nothing reaches GitHub by any other way.
import {
  OPERATION_KINDS,
  hexEncode,
  isJsonObject,
  type Clock,
  type Entropy,
  type OperationId,
  type OperationKind,
  type PublicationOutcome,
  type PublicationSubmission,
  type PublisherPins,
  type SignatureVerifier,
} from '@marketops/core';
import { decideAdmission } from './admission/admission.ts';
import { readSubmission, type ReadSubmission } from './admission/read-submission.ts';
import { RateLimitManager } from './limits/rate-limit-manager.ts';
import type { AdmittedOperation } from './operation/admitted-operation.ts';
import { operationView, type OperationView } from './operation/operation-view.ts';
import {
  deniedOutcome,
  rejectedOutcome,
  undecidedOutcome,
  type Submitted,
} from './operation/rejected-outcome.ts';
import { undecidedRecord } from './audit/publisher-records.ts';
import type { ContentSource } from './port/content-source.ts';
import type { GitHubSessions } from './port/github-port.ts';
import type { ProgressListener } from './port/progress-listener.ts';
import type { PublisherStore } from './port/publisher-store.ts';
import { OperationRunner } from './protocol/operation-runner.ts';
import { Progress } from './protocol/progress.ts';
import type { Workshop } from './protocol/workshop.ts';
import { PUBLISHER_OPTIONS_DEFAULT, type PublisherOptions } from './publisher-options.ts';
import { RecoveryStrategy } from './recovery/recovery-strategy.ts';

const holderBytes = 8;

/** What a publisher is made of. */
export interface GitHubPublisherParts {
  readonly store: PublisherStore;
  readonly sessions: GitHubSessions;
  readonly content: ContentSource;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly verifier: SignatureVerifier;
  /** What it pins for itself; asked anew for every submission. */
  readonly pins: () => PublisherPins | Promise<PublisherPins>;
  readonly options?: Partial<PublisherOptions>;
  readonly listener?: ProgressListener | null;
  /** Names this publisher in the log. */
  readonly actor?: string;
  /**
   * Names this process as the holder of leases; random unless given. A name may be kept over
   * restarts only where no two processes can run at once.
   */
  readonly holder?: string;
}

/** Publishes to GitHub what was approved, exactly once (docs/reference/protocol.md). */
export class GitHubPublisher {
  readonly #parts: GitHubPublisherParts;
  readonly #workshop: Workshop;
  readonly #runner: OperationRunner;

  constructor(parts: GitHubPublisherParts) {
    const { store, sessions, content, clock, entropy, listener = null } = parts;
    const options = { ...PUBLISHER_OPTIONS_DEFAULT, ...parts.options };
    this.#parts = parts;
    this.#workshop = {
      store,
      sessions,
      content,
      clock,
      options,
      listener,
      limits: new RateLimitManager(store, clock, options),
      strategy: new RecoveryStrategy(options, entropy),
      holder: parts.holder ?? `publisher-${hexEncode(entropy.bytes(holderBytes))}`,
      actor: parts.actor ?? 'publisher',
    };
    this.#runner = new OperationRunner(this.#workshop);
  }

  /** Publishes a release. Resolves once it is rejected or settled; never throws. */
  publishRelease(submission: PublicationSubmission): Promise<PublicationOutcome> {
    return this.#publish(submission, 'publish_release');
  }

  /** Tags a commit. Resolves once it is rejected or settled; never throws. */
  tagRepo(submission: PublicationSubmission): Promise<PublicationOutcome> {
    return this.#publish(submission, 'tag_repo');
  }

  /** Opens a pull request. Resolves once it is rejected or settled; never throws. */
  openPr(submission: PublicationSubmission): Promise<PublicationOutcome> {
    return this.#publish(submission, 'open_pr');
  }

  /** Takes a submission of any kind by the entrance of its kind; never throws. */
  submit(submission: PublicationSubmission): Promise<PublicationOutcome> {
    return this.#publish(submission, kindOf(submission));
  }

  /**
   * Takes up every operation that is not settled, and resolves with their outcomes once all are.
   * Each waits for itself alone. Throws only if the store cannot say which they are.
   */
  async resume(): Promise<readonly PublicationOutcome[]> {
    const open = await this.#parts.store.transaction((tx) => tx.unsettledOperations());
    return Promise.all(open.map(({ admitted }) => this.#runner.carryThrough(admitted)));
  }

  /**
   * Looks again at an operation whose outcome is unknown, and settles it if it can now be told. Where
   * only access to GitHub was lost it goes on where it stopped, by the same rules; where people have
   * to decide it creates nothing. An open one is carried through. Null where there is no such one.
   */
  async reconcile(operationId: OperationId): Promise<PublicationOutcome | null> {
    const stored = await this.#parts.store.transaction((tx) => tx.operation(operationId));
    return stored === null ? null : this.#runner.reconcile(stored.admitted);
  }

  /** Reconciles every operation whose outcome is unknown. */
  async reconcileUnknown(): Promise<readonly PublicationOutcome[]> {
    const unknown = await this.#parts.store.transaction((tx) => tx.unknownOperations());
    return Promise.all(unknown.map(({ admitted }) => this.#runner.reconcile(admitted)));
  }

  /** How an operation stands; null where there is no such operation. */
  status(operationId: OperationId): Promise<OperationView | null> {
    return this.#parts.store.transaction(async (tx) => {
      const stored = await tx.operation(operationId);
      if (stored === null) return null;
      const journal = await tx.journal(operationId);
      return operationView(
        stored,
        journal.map(({ entry }) => entry),
      );
    });
  }

  /** The outermost handler: whatever is thrown before admission is a denial. */
  async #publish(
    submission: PublicationSubmission,
    kind: OperationKind | null,
  ): Promise<PublicationOutcome> {
    let read: ReadSubmission | null = null;
    try {
      const pins = await this.#parts.pins();
      read = await readSubmission(submission, kind, { pins, verifier: this.#parts.verifier });
      const decision = await decideAdmission(this.#workshop, read, kind);
      if (decision.kind === 'rejected') {
        return rejectedOutcome({ submission, kind, read }, decision);
      }
      if (decision.kind === 'in_doubt') return undecidedOutcome({ submission, kind, read });
      return this.#carryOut(decision.admitted);
    } catch (error) {
      const fault = error instanceof Error ? error.name : typeof error;
      return this.#denied({ submission, kind, read }, fault);
    }
  }

  /** A denial for a fault of our own, recorded if the store takes it. */
  async #denied(submitted: Submitted, fault: string): Promise<PublicationOutcome> {
    const outcome = deniedOutcome(submitted, fault);
    const { store, clock, actor } = this.#workshop;
    try {
      const recordedAt = clock.now();
      const record = undecidedRecord({ recordedAt, outcome }, submitted.submission, actor);
      const logIndex = await store.transaction((tx) => tx.appendAudit(record));
      return { ...outcome, logIndex };
    } catch {
      // Nothing was admitted and nothing is sent; a store that takes no record takes no admission.
      return outcome;
    }
  }

  #carryOut(admitted: AdmittedOperation): Promise<PublicationOutcome> {
    const { listener, clock } = this.#workshop;
    new Progress(listener, clock, admitted.operationId).tell({ kind: 'admitted' });
    return this.#runner.carryThrough(admitted);
  }
}

function kindOf({ operation }: PublicationSubmission): OperationKind | null {
  const kind = isJsonObject(operation) ? operation['kind'] : null;
  return OPERATION_KINDS.find((candidate) => candidate === kind) ?? null;
}
