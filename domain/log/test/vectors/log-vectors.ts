// SPDX-License-Identifier: Apache-2.0
// The vectors of `spec/vectors/log`, made from fixed keys. A test proves that the files hold exactly
// these cases.
import { instantOf, makeTestKey } from '@marketops/testkit';
import { encodeCheckpoint } from '../../src/checkpoint/checkpoint.ts';
import { cosignCheckpoint, signCheckpoint } from '../../src/checkpoint/sign-checkpoint.ts';
import { leafHash, nodeHash } from '../../src/merkle/tree-hash.ts';
import { encodeVerifierKey } from '../../src/note/note-key.ts';
import { encodeTlogProof } from '../../src/proof/tlog-proof.ts';

export interface LogVector {
  readonly name: string;
  readonly text: string;
  readonly keys?: readonly string[];
  readonly accept: boolean;
}

const origin = 'log.example.com/main';
const witnessName = 'witness.example.com/w1';
const logKey = makeTestKey('log');
const witnessKey = makeTestKey('witness');
const logVkey = encodeVerifierKey({ name: origin, type: 'log', publicKey: logKey.publicKey });
const witnessVkey = encodeVerifierKey({
  name: witnessName,
  type: 'witness',
  publicKey: witnessKey.publicKey,
});
const otherVkey = encodeVerifierKey({
  name: origin,
  type: 'log',
  publicKey: makeTestKey('another log').publicKey,
});

const goVkey = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const goText =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const goSignature =
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';
const sunlightWitness = 'witness.example.org+b8a2cf20+BFLN3yikSfFkVAJtrnh/CiY3Zozkoy7clp+P7XB28qUN';
const sunlightCheckpoint = `rome2026h1.example.org
300
lCkHUpkmVBEms2r2T1K6Og69+wUuuN3MIEW1/ezu2v0=

— rome2026h1.example.org kVB1JgAAAZtxtEwABAMARzBFAiEAi+mTa2xjL1IdWpH82OeciGsGvwRAP+f1WkfKaSZCfFECIHoNPZ/Q3y6UNzvKOO9cuLr6V16vPNfhwhle9f6r5H/Z
— witness.example.org uKLPIAAAAABpVGeAhm2bOvKc3LaB9PFN1ruG19Y5yqslmcAAbhftnn1Zznmo0LXFZq4LGvqKqLX8jWlwLKasxEGTLIqAVusneCBmBw==
`;

const leaves = [0, 1, 2].map((index) => leafHash(Uint8Array.of(index)));
const [leaf0 = new Uint8Array(), leaf1 = new Uint8Array(), leaf2 = new Uint8Array()] = leaves;
const checkpoint = { origin, size: 3, rootHash: nodeHash(nodeHash(leaf0, leaf1), leaf2) };
const plain = encodeCheckpoint(checkpoint);

async function signedNotes(): Promise<{ readonly signed: string; readonly cosigned: string }> {
  const signed = await signCheckpoint(checkpoint, {
    name: origin,
    publicKey: logKey.publicKey,
    signer: logKey,
  });
  const witness = { name: witnessName, publicKey: witnessKey.publicKey, signer: witnessKey };
  const cosigned = await cosignCheckpoint(signed, witness, instantOf('2026-03-01T10:00:07Z'));
  if (!cosigned.ok) throw new Error('a checkpoint of ours could not be cosigned');
  return { signed, cosigned: cosigned.value };
}

const verifierKeys: readonly LogVector[] = [
  { name: 'published: type 1', text: goVkey, accept: true },
  {
    name: 'published: type 4',
    text: 'witness.navigli.sunlight.geomys.org+a3e00fe2+BNy/co4C1Hn1p+INwJrfUlgz7W55dSZReusH/GhUhJ/G',
    accept: true,
  },
  { name: 'a log', text: logVkey, accept: true },
  { name: 'a witness', text: witnessVkey, accept: true },
  {
    name: 'published: a key that is too long, its id adjusted',
    text: 'PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==',
    accept: false,
  },
  {
    name: 'published: an unknown type, its id adjusted',
    text: 'PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
    accept: false,
  },
  { name: 'nothing', text: '', accept: false },
  { name: 'no name', text: goVkey.slice(goVkey.indexOf('+')), accept: false },
  { name: 'another name', text: `Another${goVkey.slice(goVkey.indexOf('+'))}`, accept: false },
  { name: 'an upper-case key id', text: goVkey.replace('c74f20a3', 'C74F20A3'), accept: false },
  { name: 'another key id', text: goVkey.replace('c74f20a3', 'c74f20a4'), accept: false },
  { name: 'a space in the name', text: goVkey.replace('Peter', 'Peter '), accept: false },
  { name: 'a line break at the end', text: `${goVkey}\n`, accept: false },
  { name: 'two parts', text: 'log.example.com+c74f20a3', accept: false },
];

const checkpoints: readonly LogVector[] = [
  { name: 'a tree', text: plain, accept: true },
  {
    name: 'an empty tree',
    text: `${origin}\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n`,
    accept: true,
  },
  { name: 'the largest size', text: plain.replace('\n3\n', `\n${2 ** 53 - 1}\n`), accept: true },
  { name: 'a size beyond 2^53 - 1', text: plain.replace('\n3\n', `\n${2 ** 53}\n`), accept: false },
  { name: 'a leading zero', text: plain.replace('\n3\n', '\n03\n'), accept: false },
  { name: 'a signed size', text: plain.replace('\n3\n', '\n+3\n'), accept: false },
  { name: 'a hexadecimal size', text: plain.replace('\n3\n', '\n0x3\n'), accept: false },
  { name: 'no size', text: plain.replace('\n3\n', '\n\n'), accept: false },
  { name: 'no origin', text: plain.slice(origin.length), accept: false },
  { name: 'an origin with a space', text: ` ${plain}`, accept: false },
  { name: 'an extension line', text: `${plain}extension\n`, accept: false },
  { name: 'no newline at the end', text: plain.slice(0, -1), accept: false },
  { name: 'a blank line at the end', text: `${plain}\n`, accept: false },
  { name: 'a short root', text: `${origin}\n3\nAAAA\n`, accept: false },
  { name: 'a root without padding', text: plain.replace('=\n', '\n'), accept: false },
  { name: 'carriage returns', text: plain.replaceAll('\n', '\r\n'), accept: false },
];

function notes(signed: string, cosigned: string): readonly LogVector[] {
  const goNote = `${goText}\n${goSignature}`;
  const keys = [logVkey, witnessVkey];
  return [
    { name: 'published: a note', text: goNote, keys: [goVkey], accept: true },
    {
      name: 'published: a cosigned checkpoint',
      text: sunlightCheckpoint,
      keys: [sunlightWitness],
      accept: true,
    },
    { name: 'a checkpoint', text: signed, keys, accept: true },
    { name: 'a cosigned checkpoint', text: cosigned, keys, accept: true },
    {
      name: 'a cosigned checkpoint, witness unknown',
      text: cosigned,
      keys: [logVkey],
      accept: true,
    },
    { name: 'no pinned key', text: signed, keys: [otherVkey], accept: false },
    { name: 'another size', text: signed.replace('\n3\n', '\n4\n'), keys, accept: false },
    {
      name: 'another time in a cosignature',
      text: cosigned.replace('ppA4n', 'ppA4o'),
      keys,
      accept: false,
    },
    { name: 'no signature', text: `${plain}\n`, keys, accept: false },
    { name: 'no blank line', text: signed.replace('\n\n', '\n'), keys, accept: false },
    { name: 'a hyphen for the dash', text: signed.replace('—', '-'), keys, accept: false },
    { name: 'two spaces', text: signed.replace('— ', '—  '), keys, accept: false },
    { name: 'no newline at the end', text: signed.slice(0, -1), keys, accept: false },
    { name: 'text after the signatures', text: `${signed}more\n`, keys, accept: false },
    { name: 'a tab', text: signed.replace('— ', '—\t'), keys, accept: false },
    { name: 'carriage returns', text: signed.replaceAll('\n', '\r\n'), keys, accept: false },
    {
      name: 'seventeen signatures',
      text: `${signed}${`${signed.trimEnd().split('\n').at(-1)}\n`.repeat(16)}`,
      keys,
      accept: false,
    },
  ];
}

function tlogProofs(signed: string): readonly LogVector[] {
  const given = { index: 0, hashes: [leaf1, leaf2], signedCheckpoint: signed };
  const proof = encodeTlogProof({ extra: null, ...given });
  const withExtra = encodeTlogProof({ extra: Uint8Array.of(1, 2, 3), ...given });
  return [
    { name: 'a proof', text: proof, accept: true },
    { name: 'a proof with extra data', text: withExtra, accept: true },
    {
      name: 'a proof without hashes',
      text: encodeTlogProof({ extra: null, ...given, hashes: [] }),
      accept: true,
    },
    { name: 'another version', text: proof.replace('@v1', '@v2'), accept: false },
    { name: 'no index', text: proof.replace('index 0\n', ''), accept: false },
    { name: 'a leading zero', text: proof.replace('index 0', 'index 00'), accept: false },
    {
      name: 'an index beyond 2^53 - 1',
      text: proof.replace('index 0', `index ${2 ** 53}`),
      accept: false,
    },
    {
      name: 'extra data twice',
      text: withExtra.replace('index', 'extra AQID\nindex'),
      accept: false,
    },
    { name: 'a short hash', text: proof.replace('index 0\n', 'index 0\nAAAA\n'), accept: false },
    { name: 'no checkpoint', text: proof.slice(0, proof.indexOf('\n\n') + 2), accept: false },
    { name: 'no blank line', text: proof.replace('\n\n', '\n'), accept: false },
    {
      name: 'sixty-five hashes',
      text: encodeTlogProof({ extra: null, ...given, hashes: Array(65).fill(leaf1) }),
      accept: false,
    },
  ];
}

/** Every file of `spec/vectors/log`, by its name. */
export async function logVectors(): Promise<{ readonly [file: string]: readonly LogVector[] }> {
  const { signed, cosigned } = await signedNotes();
  return {
    'verifier-keys.json': verifierKeys,
    'checkpoints.json': checkpoints,
    'notes.json': notes(signed, cosigned),
    'tlog-proofs.json': tlogProofs(signed),
  };
}
