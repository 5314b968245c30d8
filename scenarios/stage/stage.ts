// SPDX-License-Identifier: Apache-2.0
// The stage of whole-system stories. Everything on it is real but GitHub and the clock: git, SQLite,
// files, signatures and HTTP. Its verbs are the domain's.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApproval, type ApprovalRequest, type AuthorizedPlan } from '@marketops/authority';
import { adviserOf, publicationRoad } from '@marketops/cli';
import {
  ID_BYTES,
  approvalKind,
  isJsonObject,
  runIds,
  signPredicate,
  type Approval,
  type Entropy,
  type OperationAuditRecord,
  type OperationKind,
  type PublicationOutcome,
  type PublicationSubmission,
  type ReceiptId,
  type RunId,
} from '@marketops/core';
import { LiveSideEffectPort, NullSinkSideEffectPort, type RunOutcome } from '@marketops/engine';
import type { WriteLogEntry } from '@marketops/github-emulator';
import { KeyringVerifier } from '@marketops/keyring';
import {
  ManualClock,
  SeededEntropy,
  mustAnswer,
  signedTrustRoot,
  type TestKey,
} from '@marketops/testkit';
import { startEmulatedGitHub, type EmulatedGitHub } from './emulated-github.ts';
import { makeLantern } from './lantern.ts';
import { operationOf, receiptOf, type PlannedRun } from './planned-run.ts';
import {
  personId,
  stageKey,
  stagePins,
  stageProposer,
  stageTrustRoot,
  storyBegins,
} from './roster.ts';
import { StageLog } from './stage-log.ts';
import { addRules, writeStagePolicy } from './stage-policy.ts';
import { openSystem, type System, type SystemSite } from './system.ts';

/** A statement that is signed otherwise than its person would. */
export interface OddStatement {
  /** The key that signs instead of the person's own. */
  readonly key?: TestKey;
  /** What the statement says instead. */
  readonly changes?: Partial<Approval>;
}

/** How a stage differs from others when it opens. */
export interface StageSetting {
  /** Rules in Cedar that the policy has beside those of the starter policy. */
  readonly rules?: string;
}

/** A stage with lantern, its GitHub, and a system that has just been founded. */
export class Stage implements AsyncDisposable {
  readonly folder: string;
  readonly clock: ManualClock;
  readonly github: EmulatedGitHub;
  readonly log: StageLog;
  readonly #site: SystemSite;
  #system: System;
  #opened = new AsyncDisposableStack();

  private constructor(
    folder: string,
    site: SystemSite & { readonly clock: ManualClock },
    system: System,
  ) {
    this.folder = folder;
    this.clock = site.clock;
    this.github = site.github;
    this.#site = site;
    this.#system = system;
    this.log = new StageLog({
      store: () => this.#system.store,
      key: stageKey('log'),
      verifier: site.verifier,
    });
  }

  /** Opens a stage of its own for one story. */
  static async open(setting: StageSetting = {}): Promise<Stage> {
    await using opened = new AsyncDisposableStack();
    const folder = await mkdtemp(join(tmpdir(), 'marketops-stage-'));
    opened.defer(() => rm(folder, { recursive: true, force: true }));
    const [project, home] = [join(folder, 'lantern'), join(folder, 'home')];
    const policy = join(home, 'policy');
    await makeLantern(project);
    await mkdir(home);
    await writeStagePolicy(policy);
    await addRules(policy, setting.rules ?? '');
    const clock = new ManualClock(storyBegins);
    const github = await startEmulatedGitHub(project, clock);
    opened.defer(() => github.close());
    const site = {
      project,
      home,
      policy,
      clock,
      github,
      pins: stagePins(github.repository),
      entropy: new SeededEntropy('stage'),
      verifier: new KeyringVerifier(),
    };
    const stage = new Stage(folder, site, await openSystem(site));
    opened.defer(() => stage.#system.store.close());
    await stage.#found();
    stage.#opened = opened.move();
    return stage;
  }

  /** Puts the trust root and the policy in force. */
  async #found(): Promise<void> {
    const root = await signedTrustRoot(stageTrustRoot(), [stageKey('root')]);
    mustAnswer(await this.#system.trust.accept(root, 'founder'));
    mustAnswer(await this.#system.policies.accept('founder'));
  }

  /** Where the policy's files are; a restart reads them anew. */
  get policyFolder(): string {
    return this.#site.policy;
  }

  /** What ids are drawn from. */
  get entropy(): Entropy {
    return this.#site.entropy;
  }

  /** The system as it stands now; another one after a restart. */
  get system(): System {
    return this.#system;
  }

  /** Plans in a dry run, as the agent on carol's behalf. Throws unless the run completes. */
  async plan(): Promise<PlannedRun> {
    const outcome = await this.#system.engine.run({
      mode: 'dry_run',
      runId: null,
      dryRunId: null,
      proposer: stageProposer,
      against: null,
      sideEffects: new NullSinkSideEffectPort(adviserOf(this.#system.generator)),
    });
    const { run, sealed, status, refusals, fault } = outcome;
    if (status !== 'completed' || run === null || sealed === null) {
      const why = refusals.map(({ code, found }) => `${code}: ${found}`).join('; ');
      throw new Error(`the dry run is ${status}: ${why}`, { cause: fault });
    }
    return { runId: run.runId, plan: sealed.plan, planBytes: sealed.bytes, outcome };
  }

  /** The request for approvals of a run's plan, opened by carol where it is not open yet. */
  async request({ plan, runId }: PlannedRun): Promise<ApprovalRequest> {
    const openedBy = personId('carol');
    return mustAnswer(await this.#system.ceremony.open({ plan, runId, openedBy }));
  }

  /** A person's signed approval, not handed in; made odd on purpose where a story asks for it. */
  async statement(run: PlannedRun, name: string, odd: OddStatement = {}): Promise<Uint8Array> {
    const approval = mustAnswer(
      buildApproval({
        request: await this.request(run),
        plan: run.plan,
        decision: 'approve',
        approver: personId(name),
        reason: '',
        decidedAt: this.clock.now(),
      }),
    );
    const key = odd.key ?? stageKey(name);
    return signPredicate(approvalKind, { ...approval, ...odd.changes }, [key]);
  }

  /** People approve a run's plan, each with their own key. Throws where one does not count. */
  async approve(run: PlannedRun, ...names: readonly string[]): Promise<void> {
    const { requestId } = await this.request(run);
    for (const name of names) {
      const envelope = await this.statement(run, name);
      mustAnswer(await this.#system.ceremony.record({ requestId, envelope }));
    }
  }

  /** A plan that alice and bob approved. */
  async approvedPlan(): Promise<PlannedRun> {
    const run = await this.plan();
    await this.approve(run, 'alice', 'bob');
    return run;
  }

  /** One receipt for each operation, for a new run in `prod` unless another mode is asked for. */
  async mint({ planBytes }: PlannedRun, mode: unknown = 'prod'): Promise<AuthorizedPlan> {
    const runId = this.newRunId();
    return mustAnswer(await this.#system.bridge.authorize({ plan: planBytes, runId, mode }));
  }

  /** A run id that nothing was issued for. */
  newRunId(): RunId {
    return runIds.from(this.#site.entropy.bytes(ID_BYTES));
  }

  /** What the bridge would hand to the publisher for the plan's operation of a kind. */
  submission(authorized: AuthorizedPlan, kind: OperationKind): PublicationSubmission {
    const { runId, mode, planBytes, approvals } = authorized;
    return {
      mode,
      runId,
      operation: operationOf(authorized.plan, kind).operation,
      receipt: receiptOf(authorized, kind).envelope,
      plan: planBytes,
      approvals: approvals.map(({ envelope }) => envelope),
    };
  }

  /** Hands a submission to the publisher by the entrance of its kind. */
  submit(submission: PublicationSubmission): Promise<PublicationOutcome> {
    const { publisher } = this.#system;
    const { operation } = submission;
    const kind = isJsonObject(operation) ? operation['kind'] : null;
    if (kind === 'tag_repo') return publisher.tagRepo(submission);
    if (kind === 'publish_release') return publisher.publishRelease(submission);
    if (kind === 'open_pr') return publisher.openPr(submission);
    return publisher.submit(submission);
  }

  /** Carries out an approved plan in `prod`, by the engine and the bridge. */
  execute({ runId }: PlannedRun): Promise<RunOutcome> {
    const { engine, bridge } = this.#system;
    return engine.run({
      mode: 'prod',
      runId: null,
      dryRunId: runId,
      proposer: stageProposer,
      against: null,
      sideEffects: new LiveSideEffectPort(publicationRoad(bridge, [])),
    });
  }

  /** Closes the system and opens it again over the same files. */
  async restart(): Promise<void> {
    await this.#system.store.close();
    this.#system = await openSystem(this.#site);
  }

  /** Every call that GitHub saw and that would change something. */
  emulatorWrites(): readonly WriteLogEntry[] {
    return this.github.writes();
  }

  /** The log's rejections that name a receipt; with null those without a legible one. */
  rejectionsFor(receiptId: ReceiptId | null): Promise<readonly OperationAuditRecord[]> {
    return this.log.rejectionsFor(receiptId);
  }

  /** Whether every leaf of the log stands under its signed head. */
  logVerifies(): Promise<boolean> {
    return this.log.verifies();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#opened.disposeAsync();
  }
}
