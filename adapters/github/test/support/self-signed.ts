// SPDX-License-Identifier: Apache-2.0
// A certificate authority of a test's own: one self-signed X.509 certificate for some host names,
// written in DER by hand so that no test depends on another program.
import { Buffer } from 'node:buffer';
import { generateKeyPairSync, sign } from 'node:crypto';
import type { TlsIdentity } from './scripted-server.ts';

const sequence = 0x30;
const set = 0x31;
const integerTag = 0x02;
const bitString = 0x03;
const octetString = 0x04;
const objectIdentifier = 0x06;
const utf8String = 0x0c;
const generalizedTime = 0x18;
const booleanTag = 0x01;

const ecdsaWithSha256 = node(
  sequence,
  node(objectIdentifier, Buffer.from('2a8648ce3d040302', 'hex')),
);
const commonName = Buffer.from('550403', 'hex');
const subjectAltName = Buffer.from('551d11', 'hex');
const basicConstraints = Buffer.from('551d13', 'hex');

/** Makes a key and a certificate that signs itself, for `names` and for 127.0.0.1. */
export function selfSigned(...names: readonly string[]): TlsIdentity {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = node(
    sequence,
    node(
      set,
      node(sequence, node(objectIdentifier, commonName), node(utf8String, 'MarketOps test')),
    ),
  );
  const validity = node(
    sequence,
    node(generalizedTime, '20200101000000Z'),
    node(generalizedTime, '20991231235959Z'),
  );
  const toBeSigned = node(
    sequence,
    node(0xa0, node(integerTag, Buffer.from([2]))),
    node(integerTag, Buffer.from([1])),
    ecdsaWithSha256,
    name,
    validity,
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    node(0xa3, node(sequence, alternativeNames(names), authority())),
  );
  const signature = sign('sha256', toBeSigned, privateKey);
  const certificate = node(
    sequence,
    toBeSigned,
    ecdsaWithSha256,
    node(bitString, Buffer.from([0]), signature),
  );
  const lines = certificate.toString('base64').replaceAll(/.{1,64}/g, '$&\n');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}-----END CERTIFICATE-----\n`,
  };
}

function alternativeNames(names: readonly string[]): Buffer {
  const dns = names.map((name) => node(0x82, name));
  const loopback = node(0x87, Buffer.from([127, 0, 0, 1]));
  const value = node(octetString, node(sequence, ...dns, loopback));
  return node(sequence, node(objectIdentifier, subjectAltName), value);
}

function authority(): Buffer {
  const isAuthority = node(sequence, node(booleanTag, Buffer.from([0xff])));
  return node(
    sequence,
    node(objectIdentifier, basicConstraints),
    node(booleanTag, Buffer.from([0xff])),
    node(octetString, isAuthority),
  );
}

/** One DER node: tag, length, content. */
function node(tag: number, ...parts: readonly (Buffer | string)[]): Buffer {
  const content = Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)),
  );
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content]);
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  return length < 0x100
    ? Buffer.from([0x81, length])
    : Buffer.from([0x82, length >> 8, length & 0xff]);
}
