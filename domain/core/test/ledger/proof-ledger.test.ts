// SPDX-License-Identifier: Apache-2.0
// Proof ledgers: the mode decides what a ledger may hold.
import { describe, expect, it } from 'vitest';
import { operationIds, receiptIds, runIds } from '../../src/identity/ids.ts';
import { digestOf } from '../../src/json/digest.ts';
import type { JsonObject } from '../../src/json/json-value.ts';
import {
  proofLedgerDigest,
  proofLedgerSchema,
  type ProofLedger,
} from '../../src/ledger/proof-ledger.ts';
import { STAGES } from '../../src/ledger/stage.ts';

const operationId = operationIds.from(new Uint8Array(16).fill(1));
const receiptId = receiptIds.from(new Uint8Array(16).fill(2));
const everyRun = {
  schema: 'urn:marketops:proof-ledger:v1',
  runId: runIds.from(new Uint8Array(16)),
  startedAt: '2026-03-01T10:00:00.000Z',
  sealedAt: '2026-03-01T10:00:05.000Z',
  inputs: [{ name: 'marketops.yaml', sha256: digestOf('configuration') }],
  policy: { digest: digestOf('policy'), version: 1, engine: 'cedar' },
  planDigest: digestOf('plan'),
  stageEvents: STAGES.map((stage) => ({
    event: 'stage.completed',
    stage,
    digest: digestOf(stage),
  })),
  advisoryReceipts: [],
  refusals: [],
};
const intent = {
  operationId,
  kind: 'tag_repo',
  operationDigest: digestOf('operation'),
  blockedByMode: true,
};
const dryRun = { ...everyRun, mode: 'dry_run', intents: [intent] };
const prod = {
  ...everyRun,
  mode: 'prod',
  receipts: [{ operationId, receiptId, digest: digestOf('receipt') }],
  outcomes: [{ operationId, receiptId, status: 'success', logIndex: 7 }],
};

function accept(json: JsonObject): ProofLedger {
  const parsed = proofLedgerSchema.parse(json, '');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problem));
  return parsed.value;
}

describe('proofLedgerSchema', () => {
  it('accepts a dry run with intents and a prod run with receipts and outcomes', () => {
    expect(accept(dryRun)).toEqual(dryRun);
    expect(accept(prod)).toEqual(prod);
  });

  it.each([
    ['a dry run with receipts', { ...dryRun, receipts: prod.receipts }, '/receipts'],
    ['a dry run with outcomes', { ...dryRun, outcomes: [] }, '/outcomes'],
    ['a prod run with intents', { ...prod, intents: [] }, '/intents'],
    ['a mode that only resembles prod', { ...prod, mode: 'PROD' }, '/mode'],
    ['a ledger without a mode', everyRun, '/mode'],
    [
      'an intent that was not blocked',
      { ...dryRun, intents: [{ ...intent, blockedByMode: false }] },
      '/intents/0/blockedByMode',
    ],
    ['no events', { ...prod, stageEvents: [] }, '/stageEvents'],
  ])('refuses %s, naming the member', (_, json, path) => {
    expect(proofLedgerSchema.parse(json, '')).toMatchObject({ ok: false, problem: { path } });
  });
});

describe('proofLedgerDigest', () => {
  it('is the digest of the canonical JSON, so that no order of members changes it', () => {
    const reversed = Object.fromEntries(Object.entries(prod).toReversed());
    expect(proofLedgerDigest(accept(reversed))).toBe(digestOf(prod));
  });

  it('changes with the order of the events', () => {
    const turned = { ...prod, stageEvents: prod.stageEvents.toReversed() };
    expect(proofLedgerDigest(accept(turned))).not.toBe(proofLedgerDigest(accept(prod)));
  });
});
