// SPDX-License-Identifier: Apache-2.0
// Verifying packs of admitted attempts: a genuine one proves its attempt, and each thing that could
// be wrong with one is found by the check that is there for it.
import {
  instantOf,
  makeTestKey,
  must,
  samplePlan,
  sampleTagRepo,
  testVerifier,
} from '@marketops/testkit';
import { refusal } from '@marketops/core';
import { describe, expect, it } from 'vitest';
import { encodeEvidencePack } from '../../src/evidence/evidence-pack.ts';
import { NOT_PROVEN } from '../../src/evidence/evidence-verdict.ts';
import { verifyEvidencePack } from '../../src/evidence/verify-pack.ts';
import { noteKeyId } from '../../src/note/note-key.ts';
import { encodeSignedNote, parseSignedNote } from '../../src/note/signed-note.ts';
import { failing, packOf, trustWith, verdictOn } from './packed.ts';
import { logOrigin, sampleAttempt, sampleTrust, witnessName } from './sample-attempt.ts';
import { edited, leavesOf, without, type Records } from './edited-records.ts';

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
    expect(verdict.attempt?.witnesses).toEqual([makeTestKey('witness').keyId]);
    expect(verdict.notProven).not.toContain('one_history');
  });

  it('counts a witness once, by its key, whatever names its cosignature is given', async () => {
    const witness = makeTestKey('witness');
    const pack = await packOf({ cosignedBy: witness });
    const note = must(parseSignedNote(pack.checkpoint));
    const cosignature = note.signatures.find(({ name }) => name === witnessName);
    if (cosignature === undefined) throw new TypeError('expected a cosignature');
    // The name is no part of what a witness signs, and the hint follows from name and key.
    const renamed = ['witness.example.org/trusted', 'w3'].map((name) => ({
      ...cosignature,
      name,
      keyId: noteKeyId({ name, type: 'witness', publicKey: witness.publicKey }),
    }));
    const signatures = [...note.signatures, cosignature, ...renamed];
    const checkpoint = encodeSignedNote({ ...note, signatures });
    const verdict = await verdictOn({ ...pack, checkpoint });
    expect(verdict.verified).toBe(true);
    expect(verdict.attempt?.witnesses).toEqual([witness.keyId]);
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

  it('is refused, and is no fault, where a record is larger than any leaf can be', async () => {
    const pack = await packOf();
    const control = '\u0001'.repeat(200);
    const reason = refusal('receipt.missing', {
      subject: control,
      expected: control,
      found: control,
    });
    const oversize = {
      requestIds: Array.from({ length: 32 }, () => control),
      reasons: Array.from({ length: 16 }, () => reason),
    };
    const [first, ...more] = pack.records;
    if (first === undefined) throw new TypeError('expected a record');
    const swollen = { ...first, record: { ...first.record, ...oversize } };
    const verdict = await verdictOn({ ...pack, records: [swollen, ...more] });
    expect(verdict.refusals).toMatchObject([
      { code: 'evidence.malformed', subject: 'pack/records/0/record' },
    ]);
  });

  it('are refused with white space, however little', async () => {
    const bytes = encodeEvidencePack(await packOf());
    const by = { trust: sampleTrust(), verifier: testVerifier };
    const verdict = await verifyEvidencePack(new Uint8Array([...bytes, 0x0a]), by);
    expect(verdict.refusals).toMatchObject([{ expected: 'canonical JSON (RFC 8785)' }]);
  });
});
