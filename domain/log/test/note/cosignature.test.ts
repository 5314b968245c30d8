// SPDX-License-Identifier: Apache-2.0
// The bytes of a cosignature/v1, as the specification spells them.
import { utf8Encode } from '@marketops/core';
import { instantOf } from '@marketops/testkit';
import { describe, expect, it } from 'vitest';
import {
  cosignedMessage,
  encodeCosignature,
  parseCosignature,
} from '../../src/note/cosignature.ts';

const cosignedAt = instantOf('2023-03-20T13:35:47Z');
const signature = new Uint8Array(64).fill(7);

describe('cosignature/v1', () => {
  it('is made over a head line, the time in seconds, and the note’s text', () => {
    expect(cosignedMessage('log.example.com\n1\nAAAA\n', cosignedAt)).toEqual(
      utf8Encode('cosignature/v1\ntime 1679319347\nlog.example.com\n1\nAAAA\n'),
    );
  });

  it('holds the time big-endian before the signature', () => {
    const bytes = encodeCosignature({ cosignedAt, signature });
    expect(Array.from(bytes.slice(0, 8))).toEqual([0, 0, 0, 0, 0x64, 0x18, 0x61, 0x33]);
    expect(parseCosignature(bytes)).toEqual({ ok: true, value: { cosignedAt, signature } });
  });

  it('drops a fraction of a second', () => {
    const bytes = encodeCosignature({
      cosignedAt: instantOf('2023-03-20T13:35:47.999Z'),
      signature,
    });
    expect(parseCosignature(bytes)).toMatchObject({ ok: true, value: { cosignedAt } });
  });

  it('is refused when it is too short, too long or beyond the year 9999', () => {
    const bytes = encodeCosignature({ cosignedAt, signature });
    expect(parseCosignature(bytes.slice(1))).toMatchObject({ ok: false });
    expect(parseCosignature(new Uint8Array([...bytes, 0]))).toMatchObject({ ok: false });
    expect(parseCosignature(bytes.with(0, 0x7f))).toMatchObject({ ok: false });
    expect(parseCosignature(bytes.with(0, 0xff))).toMatchObject({ ok: false });
  });
});
