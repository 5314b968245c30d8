// SPDX-License-Identifier: Apache-2.0
// Statements: round trips and closed shapes.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8Encode } from '../../src/encoding/utf8.ts';
import { encodeStatement, parseStatement, STATEMENT_TYPE } from '../../src/dsse/statement.ts';
import type { JsonValue } from '../../src/json/json-value.ts';

const read = (json: JsonValue) => parseStatement(utf8Encode(JSON.stringify(json)));

const statement = {
  _type: STATEMENT_TYPE,
  subject: [{ name: 'plan', digest: { sha256: 'ab'.repeat(32) } }],
  predicateType: 'urn:example:test:v1',
  predicate: { a: [1, null, 'x'] },
};

describe('a statement', () => {
  it('reads back as it was written', () => {
    const predicates = fc.letrec<{ value: JsonValue }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.constant(null),
        fc.boolean(),
        fc.integer(),
        fc.string({ unit: 'grapheme' }),
        fc.array(tie('value'), { maxLength: 3 }),
      ),
    })).value;
    fc.assert(
      fc.property(predicates, fc.string({ minLength: 1, maxLength: 9 }), (predicate, name) => {
        const { subject, predicateType } = statement;
        const written = {
          subject: [
            ...subject,
            { ...statement.subject[0], name, digest: { sha1: 'ab'.repeat(20) } },
          ],
          predicateType,
          predicate,
        };
        expect(parseStatement(encodeStatement(written))).toEqual({ ok: true, value: written });
      }),
    );
  });

  it('keeps its subjects, type and predicate', () => {
    const { _type, ...rest } = statement;
    expect(read(statement)).toEqual({ ok: true, value: rest });
    expect(_type).toBe('https://in-toto.io/Statement/v1');
  });

  const subject = { name: 'a', digest: { sha256: 'ab'.repeat(32) } };
  it.each<[string, JsonValue, string]>([
    ['another _type', { ...statement, _type: 'https://in-toto.io/Statement/v0.1' }, '/_type'],
    ['an unknown member', { ...statement, extra: null }, '/extra'],
    ['no subject', { ...statement, subject: [] }, '/subject'],
    [
      'an unnamed subject',
      { ...statement, subject: [{ ...subject, name: '' }] },
      '/subject/0/name',
    ],
    ['no digest', { ...statement, subject: [{ ...subject, digest: {} }] }, '/subject/0/digest'],
    [
      'an upper-case digest',
      { ...statement, subject: [{ ...subject, digest: { sha256: 'AB'.repeat(32) } }] },
      '/subject/0/digest/sha256',
    ],
    [
      'a digest of half a byte',
      { ...statement, subject: [{ ...subject, digest: { sha1: 'a'.repeat(41) } }] },
      '/subject/0/digest/sha1',
    ],
    [
      'a digest that is no text',
      { ...statement, subject: [{ ...subject, digest: { sha1: 1 } }] },
      '/subject/0/digest/sha1',
    ],
    [
      'a subject with more',
      { ...statement, subject: [{ ...subject, uri: 'x' }] },
      '/subject/0/uri',
    ],
    [
      'no predicate',
      { _type: STATEMENT_TYPE, subject: [subject], predicateType: 'a' },
      '/predicate',
    ],
    ['a fraction in the predicate', { ...statement, predicate: { a: 0.5 } }, '/predicate/a'],
  ])('with %s is refused, and says where', (_, json, path) => {
    expect(read(json)).toMatchObject({ ok: false, problem: { path } });
  });
});
