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
  refusal,
  sha256,
  STAGES,
} from '@marketops/core';
import {
  MarketOpsEngine,
  NullSinkSideEffectPort,
  runRecordSchema,
  stageEventDigest,
  stageEventSchema,
  type StageEvent,
} from '@marketops/engine';
import {
  must,
  notReplied,
  sampleConfig,
  sampleProject,
  type SampleProject,
} from '@marketops/testkit';
import { dryRun, runIdOf, sampleProposer } from '../sample-runs.ts';

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

describe('a dry run without anything to judge', () => {
  it.each<[string, (sample: SampleProject) => void, string, string, string]>([
    [
      'an unknown key',
      ({ project }) => (project.configuration = { ...sampleConfig, artefacts: [] }),
      'config.invalid',
      'marketops.yaml:1:1 /artefacts',
      'unknown key "artefacts"; did you mean "artifacts"?',
    ],
    [
      'a version file that is missing',
      ({ project }) => project.files.delete('package.json'),
      'project.file_missing',
      'package.json',
      'none',
    ],
    [
      'a version file that is no JSON',
      ({ project }) => project.files.set('package.json', '{"version": '),
      'version.unreadable',
      'package.json /version',
      'the end of the text at index 12',
    ],
    [
      'a version file without a version',
      ({ project }) => project.files.set('package.json', '{"version": 1}'),
      'version.unreadable',
      'package.json',
      'number 1',
    ],
    [
      'a version that is none',
      ({ project }) => project.files.set('package.json', '{"version": "v1.2"}'),
      'version.invalid',
      'package.json',
      '"v1.2"',
    ],
    [
      'a repository that is not there',
      ({ project }) => (project.configuration = { ...sampleConfig, repository: 'acme/gone' }),
      'repository.missing',
      'acme/gone',
      'HTTP 404',
    ],
    [
      'a repository with another name now',
      ({ repositories }) =>
        (repositories.outage = notReplied(301, '301 to https://github.example')),
      'repository.renamed',
      'acme/lantern',
      'GitHub sends to another address (HTTP 301)',
    ],
    [
      'a repository whose name is spelled otherwise',
      ({ project }) => (project.configuration = { ...sampleConfig, repository: 'Acme/Lantern' }),
      'repository.renamed',
      'Acme/Lantern',
      'acme/lantern',
    ],
    [
      'a repository that is archived',
      ({ repositories }) => (repositories.archived = true),
      'repository.archived',
      'acme/lantern',
      'archived',
    ],
    [
      'a GitHub that does not answer',
      ({ repositories }) => (repositories.outage = notReplied(null, 'ECONNREFUSED')),
      'repository.unreadable',
      'acme/lantern',
      'ECONNREFUSED',
    ],
    [
      'a policy that cannot be read',
      ({ weigher }) => {
        const details = { subject: 'policy', expected: 'a readable layer', found: 'none' };
        weigher.outage = refusal('policy.unreadable', details);
      },
      'policy.unreadable',
      'policy',
      'none',
    ],
  ])('fails on %s', async (_, spoil, code, subject, found) => {
    const sample = sampleProject();
    spoil(sample);
    const outcome = await dryRun(sample);
    expect(outcome.fault).toBeNull();
    expect(outcome.status).toBe('failed');
    expect(outcome.sealed).toBeNull();
    expect(outcome.refusals).toMatchObject([{ code, subject, found }]);
    expect(outcome.run).toMatchObject({ status: 'failed', refusals: outcome.refusals });
  });

  it('fails where GitHub stops answering on the way', async () => {
    const sample = sampleProject();
    const { repositories } = sample;
    const open = repositories.open.bind(repositories);
    repositories.open = async (name) => {
      const reply = await open(name);
      repositories.outage = notReplied(502, '502 not_json');
      return reply;
    };
    const outcome = await dryRun(sample);
    expect(outcome.refusals).toMatchObject([
      { code: 'repository.unreadable', found: '502 not_json' },
    ]);
  });

  it('turns a fault into a refusal that tells nothing of its message', async () => {
    const sample = sampleProject();
    sample.weigher.weigh = () => Promise.reject(new Error('token ghs_secret'));
    const outcome = await dryRun(sample);
    expect(outcome.fault).toBeInstanceOf(Error);
    expect(outcome.refusals).toEqual([
      {
        code: 'run.fault',
        subject: 'evaluate',
        expected: 'the stage to end with an answer',
        found: 'Error',
      },
    ]);
    expect(canonicalJson(outcome.run)).not.toContain('ghs_secret');
  });

  it('leaves the run on record as running where the store breaks', async () => {
    const sample = sampleProject();
    const { runs } = sample;
    const transact = runs.transact.bind(runs);
    let transactions = 0;
    runs.transact = (work) => {
      transactions += 1;
      return transactions > 4 ? Promise.reject(new Error('disk full')) : transact(work);
    };
    await expect(dryRun(sample)).rejects.toThrow('disk full');
    expect(await runs.runs(10, null)).toMatchObject([{ status: 'running', planDigest: null }]);
  });
});

describe('what a dry run notices', () => {
  it('is a credential that could write, beside the plan and not in it', async () => {
    const plain = await dryRun(sampleProject());
    const sample = sampleProject();
    const detail = 'permissions.push';
    sample.repositories.credential = { kind: 'token', couldWrite: true, detail };
    const outcome = await dryRun(sample);
    expect(outcome.status).toBe('completed');
    expect(outcome.run?.notices).toEqual([
      {
        code: 'credential.could_write',
        subject: 'acme/lantern',
        expected: 'a credential that can read and no more',
        found: 'one that could write (permissions.push); nothing was written',
      },
    ]);
    expect(outcome.sealed?.bytes).toEqual(plain.sealed?.bytes);
  });

  it.each([
    { kind: 'token', couldWrite: false, detail: 'permissions.pull' },
    { kind: 'token', couldWrite: null, detail: 'unknown' },
    { kind: 'none', couldWrite: null, detail: 'anonymous' },
  ] as const)('is nothing for $kind that could write: $couldWrite', async (credential) => {
    const sample = sampleProject();
    sample.repositories.credential = credential;
    expect((await dryRun(sample)).run?.notices).toEqual([]);
  });

  it('is what policy would say, which keeps no operation out of the plan', async () => {
    const sample = sampleProject();
    const details = { subject: 'open_pr', expected: 'a permit', found: 'no rule' };
    const denial = refusal('policy.no_rule', details);
    sample.weigher.denials.set('open_pr', denial);
    const { run, sealed } = await dryRun(sample);
    expect(run?.forecast.map(({ decision }) => decision)).toEqual(['permit', 'permit', 'deny']);
    expect(run?.forecast[2]?.refusals).toEqual([denial]);
    expect(sealed?.plan.operations).toHaveLength(3);
  });

  it('counts what policy is silent about as denied', async () => {
    const sample = sampleProject();
    const weigh = sample.weigher.weigh.bind(sample.weigher);
    sample.weigher.weigh = async (proposal) => {
      const weighed = await weigh(proposal);
      return weighed.ok ? { ok: true, value: { ...weighed.value, operations: [] } } : weighed;
    };
    const { run } = await dryRun(sample);
    expect(run?.forecast.map(({ decision }) => decision)).toEqual(['deny', 'deny', 'deny']);
  });
});
