// SPDX-License-Identifier: Apache-2.0
// Goal: the page about formats names every format that is offered, every type of what is signed, and
// every member, with the shape that its schema has; and every shape that it gives a name.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FORMATS } from '@marketops/cli';
import {
  PREDICATE_TYPES,
  canonicalJsonBytes,
  isJsonArray,
  parseEnvelope,
  parseStatement,
  type JsonObject,
  type JsonValue,
} from '@marketops/core';
import { KeyringVerifier } from '@marketops/keyring';
import { parseEvidenceTrust, verifyEvidencePack } from '@marketops/log';
import { must } from '@marketops/testkit';
import { describe, expect, it } from 'vitest';
import { ShapeTeller, schemaAt } from './json-shape.ts';
import { nameIn, tableRows } from './page-tables.ts';

const root = join(import.meta.dirname, '../..');
const vectors = join(root, 'spec/vectors/evidence');
const page = readFileSync(join(root, 'docs/reference/formats.md'), 'utf8');

/** A format's schema. */
function formatOf(name: string): JsonObject {
  return FORMATS.find((format) => format.name === name)?.jsonSchema ?? {};
}

/** Part of a format's schema, down through members by name, items by `[]` and choices by number. */
function schemaOf(name: string, ...way: readonly (string | number)[]): JsonObject {
  return way.reduce<JsonObject>((schema, step) => {
    if (step === '[]') return schemaAt(schema, 'items');
    if (typeof step === 'string') return schemaAt(schema, 'properties', step);
    const choices = schema['oneOf'] === undefined ? 'anyOf' : 'oneOf';
    return schemaAt(schema, choices, step);
  }, formatOf(name));
}

/** The shapes to which the page gives names, in the order of its table. */
const named = new Map<string, JsonObject>([
  ['digest', schemaOf('plan', 'configDigest')],
  ['git id', schemaOf('plan', 'sourceCommit')],
  ['hash', schemaOf('evidence-pack', 'records', '[]', 'proof', '[]')],
  ['run id', schemaOf('enforceable-receipt', 'runId')],
  ['operation id', schemaOf('enforceable-receipt', 'operationId')],
  ['receipt id', schemaOf('enforceable-receipt', 'receiptId')],
  ['request id', schemaOf('approval', 'requestId')],
  ['instance id', schemaOf('approval', 'instance')],
  ['person id', schemaOf('approval', 'approver')],
  ['key id', schemaOf('trust-root', 'keys', '[]', 'keyId')],
  ['host name', schemaOf('plan', 'repository', 'host')],
  ['repository name', schemaOf('plan', 'repository', 'fullName')],
  ['media type', schemaOf('operation', 0, 'assets', '[]', 'mediaType')],
  ['kind', schemaOf('enforceable-receipt', 'operationKind')],
  ['repository', schemaOf('plan', 'repository')],
  ['policy', schemaOf('plan', 'policy')],
  ['git person', schemaOf('operation', 1, 'tag', 'annotation', 'tagger')],
  ['annotation', schemaOf('operation', 1, 'tag', 'annotation')],
  ['precondition', schemaOf('plan', 'operations', '[]', 'preconditions', '[]')],
  ['facts', schemaOf('plan', 'facts')],
  ['refusal', schemaOf('audit-record', 'reasons', '[]')],
  ['key', schemaOf('trust-root', 'keys', '[]')],
  ['person', schemaOf('trust-root', 'people', '[]')],
]);

/** Those that have a table, a section or a page of their own. */
const elsewhere = new Map<string, JsonObject>([
  ['reason code', schemaOf('audit-record', 'reasons', '[]', 'code')],
  ['event', schemaOf('audit-record', 'event')],
  ['status', schemaOf('audit-record', 'status', 0)],
  ['operation', schemaOf('evidence-pack', 'operation', 0)],
  ['plan', schemaOf('evidence-pack', 'plan', 0)],
  ['envelope', schemaOf('evidence-pack', 'approvals', '[]')],
  ['record', schemaOf('evidence-pack', 'records', '[]', 'record')],
  ['trust root', schemaOf('evidence-trust', 'trustRoot')],
]);

const teller = new ShapeTeller(new Map([...named, ...elsewhere]));

/** What stands below a heading, which may be before other headings. */
function below(heading: string): string {
  const start = page.indexOf(`\n## ${heading}\n`);
  const startDeeper = page.indexOf(`\n### ${heading}\n`);
  return page.slice(Math.max(start, startDeeper));
}

/** Names and shapes of the first table of members in a text. */
function membersTold(text: string): readonly (readonly string[])[] {
  return tableRows(text, 'member').map(([name, shape = '']) => [nameIn(name), shape]);
}

function textsOf(choices: JsonValue | undefined): readonly string[] {
  return isJsonArray(choices ?? null) ? [choices ?? []].flat().map(String) : [];
}

describe('the page about formats', () => {
  const formats = tableRows(page, 'format');

  it('names every format that has a schema', () => {
    const opening = page.slice(0, page.indexOf('## Encoding'));
    for (const { name } of FORMATS) expect(opening, name).toContain(`\`${name}\``);
    const told = formats.map(([name]) => nameIn(name)).filter((name) => name !== '');
    expect(told.filter((name) => Object.keys(formatOf(name)).length === 0)).toEqual([]);
  });

  it('tells the type of each document that says its type', () => {
    const told = new Map(formats.map(([name, type]) => [nameIn(name), nameIn(type)]));
    for (const name of ['plan', 'audit-record', 'evidence-pack', 'evidence-trust']) {
      expect(told.get(name)).toBe(schemaOf(name, 'schema')['const']);
    }
    expect(told.get('proof-ledger')).toBe(schemaOf('proof-ledger', 0, 'schema')['const']);
  });

  it('says where examples are', () => {
    const places = formats.flatMap(([, , , cell = '']) => /spec\/[a-z./-]+/.exec(cell) ?? []);
    expect(places.length).toBeGreaterThan(0);
    expect(places.filter((place) => !existsSync(join(root, place)))).toEqual([]);
  });

  it('names every predicate type, where it lists formats and where it says how they are signed', () => {
    const types = Object.values(PREDICATE_TYPES);
    const listed = formats.map(([, type]) => nameIn(type));
    expect(listed).toEqual(expect.arrayContaining([...types]));
    const signed = tableRows(page, '`predicateType`').map(([type]) => nameIn(type));
    expect(signed).toEqual(types);
  });

  it('tells what stands around a predicate, as an envelope that is signed has it', () => {
    const section = below('Signed things');
    const { receipt } = JSON.parse(readFileSync(join(vectors, 'admitted.json'), 'utf8'));
    const envelope = must(parseEnvelope(canonicalJsonBytes(receipt)));
    const statement = must(parseStatement(envelope.payload));
    const [, list = ''] =
      /with exactly these members: ([\s\S]*?)\. The subject/.exec(section) ?? [];
    const members = [...list.matchAll(/`(\w+)`/g)].map(([, name]) => name);
    expect(new Set(members)).toEqual(new Set(['_type', ...Object.keys(statement)]));
    expect(section).toContain(`exactly \`${envelope.payloadType}\``);
    const [, type = ''] = /`_type`, which is\s+`([^`]+)`/.exec(section) ?? [];
    expect(Buffer.from(envelope.payload).toString()).toContain(`{"_type":"${type}",`);
    const [, name = '', digest = ''] = tableRows(section, '`predicateType`')[0] ?? [];
    const predicate = schemaAt(statement.predicate);
    expect(statement.subject).toEqual([
      { name: predicate[nameIn(name)], digest: { sha256: predicate[nameIn(digest)] } },
    ]);
  });

  it('spells out every shape that it gives a name', () => {
    const told = tableRows(page, 'shape').map(([name, what = '']) => [
      nameIn(name),
      what.replace(/^`(.*)`$/, '$1'),
    ]);
    expect(told).toEqual([...named].map(([name, schema]) => [name, teller.shape(schema)]));
  });

  it.each([
    ['Signed things', schemaOf('envelope')],
    ['publish_release', schemaOf('operation', 0)],
    ['tag_repo', schemaOf('operation', 1)],
    ['open_pr', schemaOf('operation', 2)],
    ['Plan', schemaOf('plan')],
    ['Enforceable receipt', schemaOf('enforceable-receipt')],
    ['Advisory receipt', schemaOf('advisory-receipt')],
    ['Approval', schemaOf('approval')],
    ['Trust root', schemaOf('trust-root')],
    ['Audit record and leaf', schemaOf('audit-record')],
    ['Evidence pack', schemaOf('evidence-pack')],
  ])('names every member with its shape, and no other: %s', (heading, schema) => {
    expect(membersTold(below(heading))).toEqual([...teller.members(schema)]);
  });

  it('names every member of what a verifier brings', () => {
    const brought = below('Evidence pack').slice(below('Evidence pack').indexOf('What a verifier'));
    expect(membersTold(brought)).toEqual([...teller.members(schemaOf('evidence-trust'))]);
  });

  it('names every member of both ledgers', () => {
    const both = [0, 1].flatMap((choice) => [...teller.members(schemaOf('proof-ledger', choice))]);
    const mode = '"dry_run" or "prod"';
    const expected = new Map(both.map(([name, shape]) => [name, name === 'mode' ? mode : shape]));
    expect(membersTold(below('Proof ledger'))).toEqual([...expected]);
  });

  it('tells every event and every status of the log', () => {
    const section = below('Audit record and leaf');
    const told = tableRows(section, 'events').flatMap(([cell = '']) =>
      [...cell.matchAll(/`([a-z_.]+)`/g)].map(([, event = '']) => event),
    );
    const events = textsOf(schemaOf('audit-record', 'event')['enum']);
    expect(told.toSorted()).toEqual(events.toSorted());
    const [, statuses = ''] = /^`status` is ([\s\S]*?)\.\n/m.exec(section) ?? [];
    const all = textsOf(schemaOf('audit-record', 'status', 0)['enum']);
    expect([...statuses.matchAll(/`([a-z_]+)`/g)].map(([, status]) => status)).toEqual(all);
  });

  it('tells every algorithm that a key can have', () => {
    const algorithms = textsOf(schemaOf('trust-root', 'keys', '[]', 'algorithm')['enum']);
    expect(tableRows(page, 'algorithm').map(([name]) => nameIn(name))).toEqual(algorithms);
  });

  it('names every check of a pack, in the order in which it is made', async () => {
    const trust = must(parseEvidenceTrust(readFileSync(join(vectors, 'trust.json'))));
    const by = { trust, verifier: new KeyringVerifier(), wholeLog: [] };
    const { checks } = await verifyEvidencePack(new Uint8Array(), by);
    const told = tableRows(page, 'check').map(([name]) => nameIn(name));
    expect(told).toEqual(checks.map(({ check }) => check));
  });
});
