// SPDX-License-Identifier: Apache-2.0
// Reads which files an attestation speaks of: an in-toto statement, bare, in a DSSE envelope, or in
// a Sigstore bundle, one or one a line. Signatures are not verified here, and nothing is trusted:
// what is read is only compared with the files that are published beside it.
import {
  accepted,
  base64Decode,
  describeValue,
  isJsonArray,
  isJsonObject,
  parseSha256Digest,
  parseStrictJson,
  refused,
  utf8Decode,
  utf8Encode,
  type JsonObject,
  type JsonValue,
  type Parsed,
  type Sha256Digest,
} from '@marketops/core';

const attestationLimits = {
  bytesMax: 16_777_216,
  depthMax: 32,
  membersMax: 200_000,
  numbers: 'finite',
} as const;

const linesMax = 1_000;

/** The SHA-256 digests of everything that the attestations of a file are about. */
export function readProvenance(bytes: Uint8Array): Parsed<ReadonlySet<Sha256Digest>> {
  const whole = parseStrictJson(bytes, attestationLimits);
  if (whole.ok) return subjectsOf(whole.value);
  const text = utf8Decode(bytes);
  if (!text.ok) return text;
  const lines = text.value.split('\n').filter((line) => line.trim() !== '');
  if (lines.length < 2 || lines.length > linesMax) return whole;
  const digests = new Set<Sha256Digest>();
  for (const [index, line] of lines.entries()) {
    const parsed = parseStrictJson(utf8Encode(line), attestationLimits);
    const subjects = parsed.ok ? subjectsOf(parsed.value) : parsed;
    if (!subjects.ok) {
      const { path, expected, found } = subjects.problem;
      return refused(`/${index + 1}${path}`, expected, found);
    }
    for (const digest of subjects.value) digests.add(digest);
  }
  return accepted(digests);
}

function subjectsOf(attestation: JsonValue): Parsed<ReadonlySet<Sha256Digest>> {
  const expected = 'an in-toto statement, a DSSE envelope or a Sigstore bundle';
  if (!isJsonObject(attestation)) return refused('', expected, describeValue(attestation));
  if (attestation['dsseEnvelope'] !== undefined) return subjectsOf(attestation['dsseEnvelope']);
  const { payload, subject } = attestation;
  if (typeof payload === 'string') return subjectsOfPayload(payload);
  if (subject === undefined || !isJsonArray(subject))
    return refused('', expected, 'something else');
  return accepted(
    new Set(subject.flatMap((entry) => (isJsonObject(entry) ? digestOf(entry) : []))),
  );
}

function subjectsOfPayload(payload: string): Parsed<ReadonlySet<Sha256Digest>> {
  const bytes = base64Decode(payload);
  if (!bytes.ok) return bytes;
  const statement = parseStrictJson(bytes.value, attestationLimits);
  if (!statement.ok) return statement;
  const { value } = statement;
  return isJsonObject(value) && value['payload'] === undefined
    ? subjectsOf(value)
    : refused('/payload', 'an in-toto statement', describeValue(value));
}

function digestOf(subject: JsonObject): readonly Sha256Digest[] {
  const { digest } = subject;
  const sha256 = isJsonObject(digest) ? digest['sha256'] : undefined;
  const parsed = typeof sha256 === 'string' ? parseSha256Digest(sha256) : null;
  return parsed?.ok === true ? [parsed.value] : [];
}
