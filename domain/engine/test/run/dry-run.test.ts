// SPDX-License-Identifier: Apache-2.0
// A dry run, from its first event to its sealed ledger.
import { describe, expect, it } from 'vitest';
import {
  canonicalJson,
  digestOf,
  digestOfBytes,
  encodePlan,
  parsePlan,
  parseStrictJson,
  proofLedgerSchema,
  sha256,
  STAGES,
} from '@marketops/core';
import {
  MarketOpsEngine,
  NullSinkSideEffectPort,
  runRecordSchema,
  stageEventSchema,
  type StageEvent,
} from '@marketops/engine';
import { must, sampleConfig, sampleProject, type SampleProject } from '@marketops/testkit';
import { dryRun, runIdOf, sampleProposer } from '../sample-runs.ts';
import { stageEventDigest } from '../../src/run/stage-event.ts';

/** An event as one line: its kind, and its stage where it has one. */
function line({ happening }: StageEvent): string {
  return 'stage' in happening ? `${happening.kind} ${happening.stage}` : happening.kind;
}

async function linesOf(sample: SampleProject, runId: ReturnType<typeof runIdOf>) {
  return (await sample.runs.events(runId, 0)).map(line);
}

const firstFive = STAGES.slice(0, 4).flatMap((stage) => [
  `stage.started ${stage}`,
  `stage.completed ${stage}`,
]);

describe('the events of a dry run', () => {
  it('come in their fixed order', async () => {
    const sample = sampleProject();
    const outcome = await dryRun(sample);
    expect(await linesOf(sample, runIdOf(outcome))).toEqual([
      'run.started',
      ...firstFive,
      'stage.started plan',
      'plan.generated',
      'stage.completed plan',
      'stage.started execute',
      'execute.blocked',
      'stage.completed execute',
      'stage.started seal',
      'ledger.sealed',
      'stage.completed seal',
      'run.completed',
    ]);
  });

  it('are of the stored format, numbered without gaps, and seen once they are durable', async () => {
    const sample = sampleProject();
    const seen: StageEvent[] = [];
    const observer = { onEvent: (event: StageEvent) => void seen.push(event) };
    const outcome = await new MarketOpsEngine({ ...sample, observer }).run({
      mode: 'dry_run',
      runId: null,
      proposer: sampleProposer,
      dryRunId: null,
      against: null,
      sideEffects: new NullSinkSideEffectPort(),
    });
    const stored = await sample.runs.events(runIdOf(outcome), 0);
    expect(seen).toEqual(stored);
    for (const [index, event] of stored.entries()) {
      expect(stageEventSchema.parse(JSON.parse(canonicalJson(event)), '')).toEqual({
        ok: true,
        value: event,
      });
      expect(event.sequence).toBe(index + 1);
    }
  });

  it('end with the stage that refused, and the run is sealed all the same', async () => {
    const sample = sampleProject();
    sample.project.configuration = { ...sampleConfig, operation: [] };
    const outcome = await dryRun(sample);
    expect(outcome.status).toBe('failed');
    expect(await linesOf(sample, runIdOf(outcome))).toEqual([
      'run.started',
      'stage.started discover',
      'stage.failed discover',
      'stage.started seal',
      'ledger.sealed',
      'stage.completed seal',
      'run.completed',
    ]);
    expect(outcome.ledger?.ledger).toMatchObject({ planDigest: null, policy: null, intents: [] });
    expect(outcome.ledger?.ledger.refusals).toEqual(outcome.refusals);
  });
});

describe('what a dry run leaves behind', () => {
  it('is a plan whose bytes and digest agree, a ledger, and a record', async () => {
    const sample = sampleProject();
    const { sealed, run, ledger } = await dryRun(sample);
    if (sealed === null || run === null || ledger === null) throw new TypeError('expected a run');
    const stored = await sample.runs.plan(run.runId);
    expect(stored?.bytes).toEqual(encodePlan(sealed.plan));
    expect(stored?.planDigest).toBe(digestOfBytes(sealed.bytes));
    expect(must(parsePlan(sealed.bytes))).toEqual(sealed.plan);
    expect(run).toMatchObject({ status: 'completed', planDigest: sealed.digest, dryRunId: null });
    expect(await sample.runs.run(run.runId)).toEqual(run);
    expect(must(runRecordSchema.parse(JSON.parse(canonicalJson(run)), ''))).toEqual(run);
  });

  it('is a ledger that names inputs, policy, plan, events and intents', async () => {
    const sample = sampleProject();
    const { sealed, run, ledger } = await dryRun(sample);
    if (sealed === null || run === null || ledger === null) throw new TypeError('expected a run');
    const bytes = await sample.runs.ledger(run.runId);
    const limits = { bytesMax: 1_000_000, depthMax: 16, numbers: 'integer' } as const;
    const json = must(parseStrictJson(bytes ?? new Uint8Array(), limits));
    const stored = must(proofLedgerSchema.parse(json, ''));
    expect(stored).toEqual(ledger.ledger);
    expect(digestOf(stored)).toBe(run.ledgerDigest);
    const events = await sample.runs.events(run.runId, 0);
    const sealedEvents = events.slice(0, events.map(line).indexOf('ledger.sealed'));
    expect(stored.stageEvents.map(({ digest }) => digest)).toEqual(
      sealedEvents.map(stageEventDigest),
    );
    expect(stored).toMatchObject({ mode: 'dry_run', planDigest: sealed.digest });
    expect(stored).toHaveProperty(
      'intents',
      sealed.plan.operations.map(({ operation, digest }) => ({
        operationId: operation.operationId,
        kind: operation.kind,
        operationDigest: digest,
        blockedByMode: true,
      })),
    );
    expect(stored.inputs.map(({ name }) => name)).toEqual([
      'marketops.yaml',
      'package.json',
      'CHANGELOG.md',
      'dist/SHA256SUMS',
      'dist/lantern-1.2.0.txt',
      'build/install.md',
    ]);
  });

  it('is three records in the log', async () => {
    const sample = sampleProject();
    const { run } = await dryRun(sample);
    const records = sample.runs.auditRecords;
    expect(records.map(({ event }) => event)).toEqual([
      'run.opened',
      'plan.sealed',
      'ledger.sealed',
    ]);
    for (const { mode, runId, actor } of records) {
      expect([mode, runId, actor]).toEqual(['dry_run', run?.runId, 'helper']);
    }
    expect(records[1]?.planDigest).toBe(run?.planDigest);
    expect(records[2]?.documentDigest).toBe(run?.ledgerDigest);
  });

  it('is where the bytes behind the digests are', async () => {
    const sample = sampleProject();
    const { sealed } = await dryRun(sample);
    const [, release, docs] = sealed?.plan.operations.map(({ operation }) => operation) ?? [];
    if (release?.kind !== 'publish_release' || docs?.kind !== 'open_pr') {
      throw new TypeError('expected a release and a pull request');
    }
    for (const { sha256: digest, size, name } of release.assets) {
      const location = `/project/dist/${name}`;
      expect(sample.content.files.get(digest)).toMatchObject({ location, size });
    }
    const [file] = docs.files;
    if (file?.change !== 'write') throw new TypeError('expected a written file');
    const bytes = sample.content.contents.get(file.sha256);
    expect(bytes).toHaveLength(file.size);
    expect(sha256(bytes ?? new Uint8Array())).toHaveLength(32);
  });
});
