// SPDX-License-Identifier: Apache-2.0
// Verifying packs of admitted attempts: a genuine one proves its attempt, and each thing that could
// be wrong with one is found by the check that is there for it.
import { digestOf, receiptIds, type OperationAuditRecord } from '@marketops/core';
import {
  instantOf,
  makeTestKey,
  must,
  sampleOperationId,
  samplePlan,
  sampleTagRepo,
  testVerifier,
} from '@marketops/testkit';
import { describe, expect, it } from 'vitest';
import { readLoggedLeaves, type LoggedLeaf } from '../../src/audit/logged-leaf.ts';
import { assembleEvidencePack } from '../../src/evidence/assemble-pack.ts';
import { encodeEvidencePack, type EvidencePack } from '../../src/evidence/evidence-pack.ts';
import { NOT_PROVEN } from '../../src/evidence/evidence-verdict.ts';
import { verifyEvidencePack } from '../../src/evidence/verify-pack.ts';
import { failing, packOf, trustWith, verdictOn } from './packed.ts';
import {
  logOrigin,
  recordAt,
  sampleAttempt,
  sampleTrust,
  witnessName,
  type AttemptChanges,
  type SampleAttempt,
} from './sample-attempt.ts';

type Records = readonly OperationAuditRecord[];

const otherReceiptId = receiptIds.from(new Uint8Array(16).fill(8));

function edited(
  event: OperationAuditRecord['event'],
  change: Partial<OperationAuditRecord>,
): (records: Records) => Records {
  return (records) =>
    records.map((record) => (record.event === event ? { ...record, ...change } : record));
}

function without(event: OperationAuditRecord['event']): (records: Records) => Records {
  return (records) => records.filter((record) => record.event !== event);
}

function leavesOf({ storage }: SampleAttempt): AsyncIterable<LoggedLeaf> {
  return readLoggedLeaves(storage, storage.leaves.length);
}

describe('a genuine pack', () => {
  it('proves its attempt, and says what it does not prove', async () => {
    const verdict = await verdictOn(await packOf());
    expect(failing(verdict)).toEqual([]);
    expect(verdict).toMatchObject({
      verified: true,
      refusals: [],
      attempt: {
        kind: 'admitted',
        status: 'success',
        operationKind: 'tag_repo',
        approvers: ['alice', 'bob'],
        decidedAt: '2026-11-20T12:00:00.000Z',
        settledAt: '2026-11-20T12:00:02.000Z',
        log: { origin: logOrigin, size: 10 },
        witnesses: [],
      },
    });
    expect(verdict.notProven).toEqual([
      'no_other_attempts',
      'one_history',
      'unspent_elsewhere',
      'still_so',
      'clocks',
      'keys_in_right_hands',
    ]);
    expect(verdict.notProven.map((claim) => NOT_PROVEN[claim]).join(' ')).toContain('whole log');
  });

  it('is verified with a plan of several operations', async () => {
    const verdict = await verdictOn(await packOf({ plan: samplePlan() }));
    expect(failing(verdict)).toEqual([]);
  });

  it('counts a pinned witness that cosigned', async () => {
    const verdict = await verdictOn(await packOf({ cosignedBy: makeTestKey('witness') }));
    expect(verdict.attempt?.witnesses).toEqual([witnessName]);
    expect(verdict.notProven).not.toContain('one_history');
  });

  it('does not count a witness whose key was not valid when it cosigned', async () => {
    const trust = sampleTrust();
    const keys = trust.trustRoot.keys.map((key) =>
      key.roles.includes('witness')
        ? { ...key, validUntil: instantOf('2026-11-01T00:00:00Z') }
        : key,
    );
    const pack = await packOf({ cosignedBy: makeTestKey('witness') });
    const verdict = await verdictOn(pack, {
      trust: { ...trust, trustRoot: { ...trust.trustRoot, keys } },
    });
    expect(verdict.verified).toBe(true);
    expect(verdict.attempt?.witnesses).toEqual([]);
    expect(verdict.notProven).toContain('one_history');
  });

  it.each(['failed', 'outcome_unknown'] as const)('proves that it ended as %s', async (status) => {
    const pack = await packOf({ records: edited('operation.settled', { status }) });
    expect(await verdictOn(pack)).toMatchObject({ verified: true, attempt: { status } });
  });

  it('goes by a later reconciliation', async () => {
    const records = (given: Records): Records => {
      const settled = given.find(({ event }) => event === 'operation.settled');
      if (settled === undefined) throw new Error('expected a settlement');
      return [
        ...edited('operation.settled', { status: 'outcome_unknown' })(given),
        { ...settled, event: 'operation.reconciled', status: 'success' },
      ];
    };
    const verdict = await verdictOn(await packOf({ records }));
    expect(verdict).toMatchObject({ verified: true, attempt: { status: 'success' } });
  });

  it('carries rejected replays of the same receipt along', async () => {
    const records = (given: Records): Records => [
      ...given,
      ...edited('operation.settled', { event: 'operation.rejected', status: 'rejected_by_auth' })(
        given.filter(({ event }) => event === 'operation.settled'),
      ),
    ];
    const pack = await packOf({ records });
    expect(pack.records).toHaveLength(7);
    expect(await verdictOn(pack)).toMatchObject({ verified: true, attempt: { status: 'success' } });
  });
});

describe('trust', () => {
  it('comes from the verifier alone: strangers to the keys believe nothing', async () => {
    const trust = sampleTrust();
    const keys = trust.trustRoot.keys.map((key) => {
      const { roles, personId } = key;
      return makeTestKey(`another ${key.keyId}`).trustKey({ roles, personId });
    });
    const stranger = { ...trust, trustRoot: { ...trust.trustRoot, keys } };
    const verdict = await verdictOn(await packOf(), { trust: stranger });
    expect(failing(verdict)).toEqual([
      'checkpoint_signed',
      'records_included',
      'mint_signature',
      'approvals',
    ]);
    expect(verdict.attempt).toBeNull();
  });

  it.each([
    ['audience', { audience: 'urn:marketops:publisher:another' }],
    ['repository', { repositories: [{ ...sampleTagRepo().repository, repositoryId: 3003 }] }],
    ['approvals', { approvalsMin: { publish_release: 0, tag_repo: 3, open_pr: 0 } }],
  ])('sets the %s', async (check, publisher) => {
    const verdict = await verdictOn(await packOf(), { trust: trustWith(publisher) });
    expect(failing(verdict)).toEqual([check]);
  });

  it('asks for the pinned origin', async () => {
    const trust = { ...sampleTrust(), log: { origin: 'log.acme.example/another' } };
    const verdict = await verdictOn(await packOf(), { trust });
    expect(failing(verdict)).toEqual(['checkpoint_signed', 'records_included']);
    expect(verdict.refusals[0]).toMatchObject({
      code: 'evidence.checkpoint_invalid',
      subject: 'checkpoint/origin',
    });
  });

  it.each([
    ['ended before the newest record', { validUntil: instantOf('2026-11-20T12:00:01Z') }],
    ['may not sign the log', { roles: ['mint'] }],
    ['is not Ed25519', { algorithm: 'webauthn' }],
  ] as const)('does not go to a log key that %s', async (_, change) => {
    const trust = sampleTrust();
    const keys = trust.trustRoot.keys.map((key) =>
      key.roles.includes('log') ? { ...key, ...change } : key,
    );
    const by = { trust: { ...trust, trustRoot: { ...trust.trustRoot, keys } } };
    expect(failing(await verdictOn(await packOf(), by))).toContain('checkpoint_signed');
  });

  it('goes to a log key that ended later: an old pack stays verifiable', async () => {
    const trust = sampleTrust();
    const keys = trust.trustRoot.keys.map((key) =>
      key.roles.includes('log') ? { ...key, validUntil: instantOf('2026-11-21T00:00:00Z') } : key,
    );
    const by = { trust: { ...trust, trustRoot: { ...trust.trustRoot, keys } } };
    expect((await verdictOn(await packOf(), by)).verified).toBe(true);
  });
});

describe('an attempt that was not as it must be', () => {
  it.each<[string, AttemptChanges, readonly string[]]>([
    [
      'a checkpoint by another key',
      { logKey: makeTestKey('mallory') },
      ['checkpoint_signed', 'records_included'],
    ],
    [
      'a cosignature by an unknown witness',
      { cosignedBy: makeTestKey('mallory') },
      ['checkpoint_signed', 'records_included'],
    ],
    ['a receipt by another key', { mintKey: makeTestKey('mallory') }, ['mint_signature']],
    ['a receipt by the log’s key', { mintKey: makeTestKey('log') }, ['mint_signature']],
    ['an approval alone', { approvals: [{ person: 'alice' }] }, ['approvals']],
    [
      'one person twice',
      { approvals: [{ person: 'alice' }, { person: 'alice', changes: { reason: 'again' } }] },
      ['approvals'],
    ],
    [
      'the principal’s approval',
      { approvals: [{ person: 'alice' }, { person: 'carol' }] },
      ['approvals'],
    ],
    ['a bot’s approval', { approvals: [{ person: 'alice' }, { person: 'robot' }] }, ['approvals']],
    [
      'a denial',
      { approvals: [{ person: 'alice' }, { person: 'bob', changes: { decision: 'deny' } }] },
      ['approvals'],
    ],
    [
      'an approval that had expired at admission',
      {
        approvals: [
          { person: 'alice' },
          { person: 'bob', changes: { expiresAt: instantOf('2026-11-20T12:00:00Z') } },
        ],
      },
      ['approvals'],
    ],
    [
      'no admission',
      { records: without('operation.admitted') },
      ['history_complete', 'documents_named'],
    ],
    [
      'no settlement',
      { records: without('operation.settled') },
      ['history_complete', 'documents_named'],
    ],
    [
      'a settlement without a status',
      { records: edited('operation.settled', { status: null }) },
      ['history_complete', 'documents_named'],
    ],
    [
      'a settlement that is a rejection',
      { records: edited('operation.settled', { status: 'rejected_by_auth' }) },
      ['history_complete', 'documents_named'],
    ],
    [
      'work before the admission',
      { records: (given) => [...given.slice(6, 7), ...given] },
      ['history_complete', 'documents_named'],
    ],
    [
      'two admissions',
      { records: (given) => [...given, ...given.slice(5, 6)] },
      ['history_complete', 'documents_named'],
    ],
    ['another mode', { records: edited('operation.admitted', { mode: 'PROD' }) }, ['mode_is_prod']],
    ['no mode', { records: edited('operation.admitted', { mode: null }) }, ['mode_is_prod']],
    [
      'another content',
      { records: edited('operation.admitted', { operationDigest: digestOf('another') }) },
      ['documents_named'],
    ],
    [
      'another plan',
      { records: edited('operation.admitted', { planDigest: digestOf('another') }) },
      ['history_complete', 'documents_named'],
    ],
    [
      'another receipt',
      { records: edited('operation.admitted', { receiptDigest: digestOf('another') }) },
      ['documents_named'],
    ],
    [
      'a receipt that had expired',
      { receipt: { expiresAt: instantOf('2026-11-20T12:00:00Z') } },
      ['not_expired'],
    ],
    [
      'a receipt from the future',
      { receipt: { notBefore: instantOf('2026-11-20T12:00:31Z') } },
      ['not_from_the_future'],
    ],
    [
      'a receipt that was stale',
      { receipt: { issuedAt: instantOf('2026-11-19T11:59:59Z') } },
      ['not_stale', 'approvals'],
    ],
    [
      'a receipt that was revoked before',
      {
        records: (given) =>
          given.flatMap((record) =>
            record.event === 'operation.admitted'
              ? [{ ...record, event: 'receipt.revoked' as const }, record]
              : [record],
          ),
      },
      ['not_revoked_in_log'],
    ],
  ])('is found out: %s', async (_, changes, checks) => {
    const verdict = await verdictOn(await packOf(changes));
    expect(failing(verdict)).toEqual(checks);
    expect(verdict).toMatchObject({ verified: false, attempt: null, notProven: [] });
    expect(verdict.refusals.length).toBeGreaterThan(0);
  });

  it('may have had its receipt revoked after it was admitted', async () => {
    const records = (given: Records): Records => {
      const [admitted] = given.filter(({ event }) => event === 'operation.admitted');
      return admitted === undefined ? given : [...given, { ...admitted, event: 'receipt.revoked' }];
    };
    expect((await verdictOn(await packOf({ records }))).verified).toBe(true);
  });
});

describe('a pack that was put together otherwise', () => {
  const foreign = recordAt(3, { event: 'operation.settled', operationId: sampleOperationId(9) });

  it.each<[string, (pack: EvidencePack) => EvidencePack, readonly string[]]>([
    ['without its plan', (pack) => ({ ...pack, plan: null }), ['documents_named', 'approvals']],
    [
      'without its receipt',
      (pack) => ({ ...pack, receipt: null }),
      ['documents_named', 'mint_signature'],
    ],
    [
      'without an approval',
      (pack) => ({ ...pack, approvals: pack.approvals.slice(1) }),
      ['documents_named', 'approvals'],
    ],
    [
      'with approvals in another order',
      (pack) => ({ ...pack, approvals: pack.approvals.toReversed() }),
      ['documents_named'],
    ],
    [
      'with an approval twice',
      (pack) => ({ ...pack, approvals: [...pack.approvals, ...pack.approvals] }),
      ['documents_named'],
    ],
    [
      'with another operation',
      (pack) => ({ ...pack, operation: sampleTagRepo(sampleOperationId(5)) }),
      ['documents_named', 'operation_kind_bound', 'content'],
    ],
    [
      'with another plan',
      (pack) => ({ ...pack, plan: samplePlan() }),
      ['documents_named', 'content'],
    ],
    [
      'with another subject’s plan',
      (pack) => ({ ...pack, subject: { ...pack.subject, planDigest: digestOf('another') } }),
      ['documents_named'],
    ],
    [
      'with a record twice',
      (pack) => ({ ...pack, records: pack.records.flatMap((record) => [record, record]) }),
      ['records_belong', 'history_complete', 'documents_named'],
    ],
    [
      'with records in another order',
      (pack) => ({ ...pack, records: pack.records.toReversed() }),
      ['records_belong'],
    ],
    [
      'with a record of its own making',
      (pack) => ({
        ...pack,
        records: pack.records.map((proved) =>
          proved.record.event === 'operation.attempted'
            ? { ...proved, record: { ...proved.record, step: 'another' } }
            : proved,
        ),
      }),
      ['records_included'],
    ],
    [
      'with a foreign record',
      (pack) => ({ ...pack, records: [...pack.records, { index: 9, record: foreign, proof: [] }] }),
      ['records_included', 'records_belong'],
    ],
    [
      'with a proof of another record',
      (pack) => ({
        ...pack,
        records: pack.records.map((proved, at) => ({
          ...proved,
          proof: pack.records.at(at - 1)?.proof ?? [],
        })),
      }),
      ['records_included'],
    ],
  ])('is found out: %s', async (_, change, checks) => {
    const verdict = await verdictOn(change(await packOf()));
    expect(failing(verdict)).toEqual(expect.arrayContaining([...checks]));
    expect(verdict.verified).toBe(false);
  });

  it('is not believed where the log pairs a receipt with the id of another', async () => {
    const { sources } = await sampleAttempt({
      records: (given) => given.map((record) => ({ ...record, receiptId: otherReceiptId })),
    });
    const subject = { ...sources.subject, receiptId: otherReceiptId };
    const verdict = await verdictOn(must(await assembleEvidencePack({ ...sources, subject })));
    expect(failing(verdict)).toEqual(['documents_named']);
    expect(verdict.refusals).toMatchObject([{ subject: 'id of the receipt' }]);
  });

  it('is not believed with the head of another log under the same keys', async () => {
    const other = await sampleAttempt({ records: (given) => given.toReversed() });
    const pack = { ...(await packOf()), checkpoint: other.sources.signedCheckpoint };
    expect(failing(await verdictOn(pack))).toEqual(['records_included']);
  });
});

describe('the whole log', () => {
  it('proves that there was no other attempt', async () => {
    const attempt = await sampleAttempt();
    const pack = await packOf();
    const wholeLog = leavesOf(attempt);
    const verdict = await verdictOn(pack, { wholeLog });
    expect(verdict.verified).toBe(true);
    expect(verdict.notProven).not.toContain('no_other_attempts');
  });

  it('shows records that a pack leaves out', async () => {
    const attempt = await sampleAttempt();
    const pack = await packOf();
    const fewer = pack.records.filter(({ record }) => record.event !== 'operation.attempted');
    expect((await verdictOn({ ...pack, records: fewer })).verified).toBe(true);
    const verdict = await verdictOn({ ...pack, records: fewer }, { wholeLog: leavesOf(attempt) });
    expect(failing(verdict)).toEqual(['log_complete']);
    expect(verdict.refusals).toMatchObject([{ code: 'evidence.records_withheld' }]);
  });

  it('must be the log of the checkpoint', async () => {
    const attempt = await sampleAttempt({ records: without('receipt.minted') });
    const verdict = await verdictOn(await packOf(), { wholeLog: leavesOf(attempt) });
    expect(failing(verdict)).toEqual(['log_complete']);
    expect(verdict.refusals).toMatchObject([{ code: 'evidence.leaf_missing' }]);
  });
});

describe('bytes that are no pack', () => {
  it.each([
    ['nothing', ''],
    ['no JSON', 'pack'],
    ['another object', '{}'],
    ['another schema', '{"schema":"urn:marketops:evidence-pack:v2"}'],
  ])('are refused: %s', async (_, text) => {
    const bytes = new TextEncoder().encode(text);
    const by = { trust: sampleTrust(), verifier: testVerifier, wholeLog: [] };
    const verdict = await verifyEvidencePack(bytes, by);
    expect(verdict.verified).toBe(false);
    expect(verdict.refusals).toMatchObject([{ code: 'evidence.malformed' }]);
    expect(verdict.checks.map(({ verdict: answer }) => answer)).toEqual([
      'refused',
      ...Array(7).fill('not_evaluated'),
    ]);
  });

  it('are refused with white space, however little', async () => {
    const bytes = encodeEvidencePack(await packOf());
    const by = { trust: sampleTrust(), verifier: testVerifier };
    const verdict = await verifyEvidencePack(new Uint8Array([...bytes, 0x0a]), by);
    expect(verdict.refusals).toMatchObject([{ expected: 'canonical JSON (RFC 8785)' }]);
  });
});
