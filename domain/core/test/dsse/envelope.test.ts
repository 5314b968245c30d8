// SPDX-License-Identifier: Apache-2.0
// Envelopes: the protocol's own example, round trips, and closed shapes.
import { createPublicKey, verify } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8Encode } from '../../src/encoding/utf8.ts';
import {
  encodeEnvelope,
  ENVELOPE_LIMITS,
  parseEnvelope,
  preAuthenticationEncoding,
} from '../../src/dsse/envelope.ts';
import type { JsonValue } from '../../src/json/json-value.ts';

const bytes = (text: string) => utf8Encode(text);
const read = (json: JsonValue) => parseEnvelope(bytes(JSON.stringify(json)));

/** The example of the DSSE protocol document, "Test Vectors", given the `keyid` we ask for. */
const example = {
  payload: 'aGVsbG8gd29ybGQ=',
  payloadType: 'http://example.com/HelloWorld',
  signatures: [
    {
      keyid: 'example',
      sig: 'A3JqsQGtVsJ2O2xqrI5IcnXip5GToJ3F+FnZ+O88SjtR6rDAajabZKciJTfUiHqJPcIAriEGAHTVeCUjW2JIZA==',
    },
  ],
};
const exampleKey = createPublicKey({
  format: 'jwk',
  key: {
    kty: 'EC',
    crv: 'P-256',
    x: Buffer.from(
      BigInt('46950820868899156662930047687818585632848591499744589407958293238635476079160')
        .toString(16)
        .padStart(64, '0'),
      'hex',
    ).toString('base64url'),
    y: Buffer.from(
      BigInt('5640078356564379163099075877009565129882514886557779369047442380624545832820')
        .toString(16)
        .padStart(64, '0'),
      'hex',
    ).toString('base64url'),
  },
});

describe('preAuthenticationEncoding', () => {
  it('is the one of the protocol document', () => {
    const encoded = preAuthenticationEncoding(example.payloadType, bytes('hello world'));
    expect(Buffer.from(encoded).toString()).toBe(
      'DSSEv1 29 http://example.com/HelloWorld 11 hello world',
    );
  });

  it('counts bytes, not characters', () => {
    expect(Buffer.from(preAuthenticationEncoding('é', bytes('€'))).toString()).toBe(
      'DSSEv1 2 é 3 €',
    );
    expect(Buffer.from(preAuthenticationEncoding('', new Uint8Array())).toString()).toBe(
      'DSSEv1 0  0 ',
    );
  });

  it('is different for different types and payloads', () => {
    const part = fc.string({ unit: fc.constantFrom('a', ' ', '1'), maxLength: 6 });
    fc.assert(
      fc.property(part, part, part, part, (type, payload, otherType, otherPayload) => {
        fc.pre(type !== otherType || payload !== otherPayload);
        expect(preAuthenticationEncoding(type, bytes(payload))).not.toEqual(
          preAuthenticationEncoding(otherType, bytes(otherPayload)),
        );
      }),
    );
  });

  it('is what the signature of the protocol document was made over', () => {
    const envelope = read(example);
    if (!envelope.ok) throw new Error(`expected an envelope, found ${envelope.problem.found}`);
    const { payload, payloadType, signatures } = envelope.value;
    const signed = preAuthenticationEncoding(payloadType, payload);
    const key = { key: exampleKey, dsaEncoding: 'ieee-p1363' } as const;
    expect(verify('sha256', signed, key, signatures[0]?.sig ?? new Uint8Array())).toBe(true);
    signed[0] = 0;
    expect(verify('sha256', signed, key, signatures[0]?.sig ?? new Uint8Array())).toBe(false);
  });
});

describe('an envelope', () => {
  const signature = fc.record({
    keyid: fc.string({ minLength: 1, maxLength: 20 }),
    sig: fc.uint8Array({ minLength: 1, maxLength: 70 }),
  });
  const envelopes = fc.record({
    payload: fc.uint8Array({ maxLength: 100 }),
    payloadType: fc.string({ minLength: 1, maxLength: 40 }),
    signatures: fc.array(signature, { minLength: 1, maxLength: 16 }),
  });

  it('reads back as it was written', () => {
    fc.assert(
      fc.property(envelopes, (envelope) => {
        expect(parseEnvelope(encodeEnvelope(envelope))).toEqual({ ok: true, value: envelope });
      }),
    );
  });

  it('is never another envelope of the same bytes after one byte changed', () => {
    fc.assert(
      fc.property(
        envelopes,
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (envelope, place, mask) => {
          const written = encodeEnvelope(envelope);
          const index = place % written.length;
          written[index] = (written[index] ?? 0) ^ mask;
          expect(parseEnvelope(written)).not.toEqual({ ok: true, value: envelope });
        },
      ),
    );
  });

  const one = { keyid: 'a', sig: 'AA==' };
  it.each<[string, JsonValue, string]>([
    ['an unknown member', { ...example, extra: 1 }, '/extra'],
    [
      'an unknown member of a signature',
      { ...example, signatures: [{ ...one, x: 1 }] },
      '/signatures/0/x',
    ],
    ['no signatures', { ...example, signatures: [] }, '/signatures'],
    ['too many signatures', { ...example, signatures: Array(17).fill(one) }, '/signatures'],
    [
      'a signature without keyid',
      { ...example, signatures: [{ sig: 'AA==' }] },
      '/signatures/0/keyid',
    ],
    ['an empty signature', { ...example, signatures: [{ ...one, sig: '' }] }, '/signatures/0/sig'],
    ['an unpadded payload', { ...example, payload: 'aGVsbG8gd29ybGQ' }, '/payload'],
    ['a payload in base64url', { ...example, payload: '-_-_' }, '/payload'],
    ['surplus bits', { ...example, payload: 'aGVsbG8gd29ybGR=' }, '/payload'],
    ['no payload', { payloadType: 'a', signatures: [one] }, '/payload'],
    ['no type', { ...example, payloadType: '' }, '/payloadType'],
    ['an array', [], ''],
    ['null', null, ''],
  ])('with %s is refused, and says where', (_, json, path) => {
    expect(read(json)).toMatchObject({ ok: false, problem: { path } });
  });

  it('over 1 MiB is refused', () => {
    const payload = 'A'.repeat(ENVELOPE_LIMITS.envelopeBytesMax);
    expect(read({ ...example, payload })).toMatchObject({ ok: false });
  });

  it('with a member twice is refused', () => {
    const text = JSON.stringify(example).replace('{', '{"payload":"AA==",');
    expect(parseEnvelope(bytes(text))).toMatchObject({ ok: false });
  });
});
