// SPDX-License-Identifier: Apache-2.0
// An operation's journal under one lease: every line is durable before what it announces happens,
// and every line carries the lease's epoch, so that a stale holder writes nothing more.
import {
  instantToMs,
  parseGitObjectId,
  type Clock,
  type GitObjectId,
  type OperationAuditRecord,
  type Refusal,
} from '@marketops/core';
import type { LimitWait, RateLimitManager } from '../limits/rate-limit-manager.ts';
import type { JournalEntry } from '../operation/journal-entry.ts';
import { keptEntry } from '../operation/kept-telling.ts';
import type { Settlement } from '../operation/settlement.ts';
import type { Lease } from '../operation/stored-operation.ts';
import { StaleLeaseError, type PublisherStore } from '../port/publisher-store.ts';
import type { PublisherOptions } from '../publisher-options.ts';
import { reachOf } from '../steps/step-names.ts';
import { mayHaveEffect } from './step-standing.ts';
import type { Wait } from './stop.ts';

/** What a journal is kept with. */
export interface JournalParts {
  readonly store: PublisherStore;
  readonly clock: Clock;
  readonly options: PublisherOptions;
  readonly lease: Lease;
}

/** A line to be written; what is left out is null, empty or 0. */
export type Line = Pick<JournalEntry, 'step' | 'event'> &
  Partial<Omit<JournalEntry, 'step' | 'event' | 'at'>>;

/** An intent to be journalled: with its audit record, under the limits of an account. */
export interface Intent {
  readonly step: string;
  readonly attempt: number;
  readonly note: string | null;
  readonly record: OperationAuditRecord;
  readonly limits: RateLimitManager;
  readonly scope: string;
}

const confirming: ReadonlySet<string> = new Set(['answered', 'observed']);

function isVain({ event, note }: JournalEntry): boolean {
  return event === 'waiting' && note === 'backoff';
}

/** The journal of one operation, as read at the start of a pass and written since. */
export class OperationJournal {
  readonly #parts: JournalParts;
  readonly #entries: JournalEntry[];
  readonly #byStep = new Map<string, JournalEntry[]>();
  #lease: Lease;

  private constructor(parts: JournalParts, entries: readonly JournalEntry[]) {
    this.#parts = parts;
    this.#lease = parts.lease;
    this.#entries = [];
    for (const entry of entries) this.#remember(entry);
  }

  /** Reads the journal of the operation that `lease` is for. */
  static async open(parts: JournalParts): Promise<OperationJournal> {
    const stored = await parts.store.transaction((tx) => tx.journal(parts.lease.operationId));
    return new OperationJournal(
      parts,
      stored.map(({ entry }) => entry),
    );
  }

  /** The lines about one step, in order. */
  entriesOf(step: string): readonly JournalEntry[] {
    return this.#byStep.get(step) ?? [];
  }

  /** All lines, in order. */
  get entries(): readonly JournalEntry[] {
    return this.#entries;
  }

  /** Whether any write was ever announced. */
  get anyAttempt(): boolean {
    return this.#entries.some(({ event }) => event === 'intended');
  }

  /** The line in which GitHub last confirmed anything, of this step or of any; or null. */
  confirmation(step: string | null = null): JournalEntry | null {
    const entries = step === null ? this.#entries : this.entriesOf(step);
    return entries.findLast(({ event }) => confirming.has(event)) ?? null;
  }

  /**
   * Milliseconds since a line was written, as the journal itself dates them: where the clock has gone
   * back since, they count from the first line after that.
   */
  ageMs(line: JournalEntry): number {
    const nowMs = instantToMs(this.#parts.clock.now());
    const since = this.#entries.slice(this.#entries.indexOf(line)).map(({ at }) => instantToMs(at));
    return nowMs - Math.min(nowMs, ...since.filter((atMs) => atMs <= nowMs));
  }

  /** The ids under which GitHub confirmed a step, in order. */
  handlesOf(step: string): readonly string[] {
    return this.entriesOf(step).flatMap(({ event, handle }) =>
      confirming.has(event) && handle !== null ? [handle] : [],
    );
  }

  /** Names of the steps that everybody can see and that GitHub confirmed. */
  get publicSteps(): readonly string[] {
    return [...this.#byStep.keys()].filter(
      (step) => reachOf(step) === 'public' && this.handlesOf(step).length > 0,
    );
  }

  /** Git objects that GitHub confirmed to hold because of this operation. */
  get objectIds(): readonly GitObjectId[] {
    const handles = ['tag_object', 'tag_ref', 'commit', 'tree'].flatMap((step) =>
      this.handlesOf(step),
    );
    return [...new Set(handles)].flatMap((handle) => {
      const parsed = parseGitObjectId(handle);
      return parsed.ok ? [parsed.value] : [];
    });
  }

  /** GitHub's own request ids, the last ones. */
  requestIds(countMax: number): readonly string[] {
    return this.#entries
      .flatMap(({ requestId }) => (requestId === null ? [] : [requestId]))
      .slice(-countMax);
  }

  /** How often in a row the operation has yielded because GitHub could not be read. */
  get waitsInVain(): number {
    return this.#entries.length - 1 - this.#entries.findLastIndex((entry) => !isVain(entry));
  }

  /** Why the operation was given up, or null while it was not. */
  get abandonment(): JournalEntry | null {
    return this.#entries.find(({ event }) => event === 'abandoned') ?? null;
  }

  /**
   * Whether something that `reach` covers may be on GitHub, or may still come, because of this
   * operation; `except` names a step that was just seen not to be there.
   */
  effectPossible(reach: 'public' | 'any', except: string | null = null): boolean {
    const now = this.#parts.clock.now();
    return [...this.#byStep].some(([step, entries]) => {
      const reaches = reachOf(step);
      if (step === except || reaches === 'none') return false;
      if (reach === 'public' && reaches !== 'public') return false;
      return mayHaveEffect(entries, now, this.#parts.options);
    });
  }

  /** Writes one line; durable when it returns. Throws StaleLeaseError if the lease is lost. */
  async note(line: Line): Promise<void> {
    const entry = this.#complete(line);
    await this.#parts.store.transaction((tx) => tx.appendJournal(this.#lease, entry));
    this.#remember(entry);
  }

  /**
   * Announces an attempt: its line, its audit record, its place in the write budget and a fresh
   * lease are durable together when it returns null. Otherwise a limit forbids it and nothing is
   * written. Throws StaleLeaseError where the looks that led to it are older than a lease.
   */
  async intend(intent: Intent): Promise<LimitWait | null> {
    this.requireTimeLeft();
    const { step, attempt, note, record, limits, scope } = intent;
    const entry = this.#complete({ step, event: 'intended', attempt, note });
    const { options, store } = this.#parts;
    const outcome = await store.transaction(async (tx) => {
      const wait = await limits.permitWrite(tx, scope);
      if (wait !== null) return wait;
      await tx.appendJournal(this.#lease, entry);
      await tx.appendAudit(record);
      return tx.renewLease(this.#lease, options.leaseMs);
    });
    if ('cause' in outcome) return outcome;
    this.#lease = outcome;
    this.#remember(entry);
    return null;
  }

  /**
   * Throws StaleLeaseError where the lease's time is over, or where the clock has gone back so far that
   * somebody else may claim. A process that was suspended must neither send what it announced nor
   * judge what it saw: somebody else may have taken over, and GitHub may hold something else.
   */
  requireTimeLeft(): void {
    const { operationId, until } = this.#lease;
    if (this.#leftMs > 0 && !this.#clockHasGoneBack) return;
    throw new StaleLeaseError(`the lease of ${operationId} ended at ${until}`);
  }

  /** Extends the lease if less than half of it is left. */
  async keepLease(): Promise<void> {
    const { options, store } = this.#parts;
    if (this.#leftMs > options.leaseMs / 2 && !this.#clockHasGoneBack) return;
    this.#lease = await store.transaction((tx) => tx.renewLease(this.#lease, options.leaseMs));
  }

  /** Extends the lease of a pass that moves; throws StaleLeaseError where it stood still too long. */
  async keepMoving(): Promise<void> {
    this.requireTimeLeft();
    await this.keepLease();
  }

  get #leftMs(): number {
    return instantToMs(this.#lease.until) - instantToMs(this.#parts.clock.now());
  }

  /** The store's clock may differ from this one, by far less than a lease. */
  get #clockHasGoneBack(): boolean {
    return this.#leftMs > 2 * this.#parts.options.leaseMs;
  }

  /** Settles the operation together with its audit record. */
  async settle(
    settlement: Omit<Settlement, 'logIndex'>,
    record: OperationAuditRecord,
  ): Promise<Settlement> {
    return this.#parts.store.transaction(async (tx) => {
      const settled = { ...settlement, logIndex: await tx.appendAudit(record) };
      await tx.settle(this.#lease, settled);
      return settled;
    });
  }

  /** Gives the operation back until `wait` is over, and writes down what is waited for. */
  async release(wait: Omit<Wait, 'kind'>): Promise<void> {
    const { step, until, cause } = wait;
    const entry = this.#complete({ step, event: 'waiting', until, note: cause });
    await this.#parts.store.transaction(async (tx) => {
      await tx.appendJournal(this.#lease, entry);
      await tx.releaseLease(this.#lease, until);
    });
  }

  /** Writes down that the operation is given up, and why. */
  async abandon(refusals: readonly [Refusal, ...Refusal[]]): Promise<void> {
    await this.note({ step: 'operation', event: 'abandoned', refusals });
  }

  #complete(line: Line): JournalEntry {
    const at = this.#parts.clock.now();
    const empty = { attempt: 0, handle: null, note: null, until: null, refusals: [] };
    return keptEntry({ requestId: null, ...empty, ...line, at });
  }

  #remember(entry: JournalEntry): void {
    this.#entries.push(entry);
    const ofStep = this.#byStep.get(entry.step);
    if (ofStep === undefined) this.#byStep.set(entry.step, [entry]);
    else ofStep.push(entry);
  }
}
