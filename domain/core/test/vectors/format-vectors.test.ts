// SPDX-License-Identifier: Apache-2.0
// Goal: the vectors of every signed or stored format are judged by our parsers as they say, and the
// JSON Schemas mean the same to a validator that we did not write.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  advisoryReceiptKind,
  approvalKind,
  enforceableReceiptKind,
  operationAuditRecordSchema,
  operationSchema,
  parsePlan,
  publicationPlanSchema,
  trustRootKind,
  utf8Encode,
  type JsonValue,
  type Parsed,
  type Schema,
} from '@marketops/core';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../../../spec');

interface InvalidVector {
  readonly refusedAt: string;
  readonly value: JsonValue;
}

function bySchema(schema: Schema<unknown>) {
  return (value: JsonValue): Parsed<unknown> => schema.parse(value, '');
}

const parsers: Readonly<Record<string, (value: JsonValue) => Parsed<unknown>>> = {
  operation: bySchema(operationSchema),
  plan: (value) => parsePlan(utf8Encode(JSON.stringify(value))),
  'enforceable-receipt': bySchema(enforceableReceiptKind.schema),
  'advisory-receipt': bySchema(advisoryReceiptKind.schema),
  approval: bySchema(approvalKind.schema),
  'trust-root': bySchema(trustRootKind.schema),
  'audit-record': bySchema(operationAuditRecordSchema),
};

function vectors<T>(format: string, kind: 'valid' | 'invalid'): readonly [string, T][] {
  const folder = join(root, 'vectors', format, kind);
  return readdirSync(folder).map((file) => [
    file,
    JSON.parse(readFileSync(join(folder, file), 'utf8')) as T,
  ]);
}

function validatorOf(format: string) {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const text = readFileSync(join(root, 'schemas', `${format}.schema.json`), 'utf8');
  return ajv.compile(JSON.parse(text) as object);
}

describe.each(Object.entries(parsers))('%s', (format, parse) => {
  it.each(vectors<JsonValue>(format, 'valid'))('%s is accepted, by its schema too', (_, value) => {
    expect(parse(value)).toMatchObject({ ok: true });
    const validate = validatorOf(format);
    expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
  });

  it.each(vectors<InvalidVector>(format, 'invalid'))('%s is refused where it says', (_, vector) => {
    const parsed = parse(vector.value);
    expect(parsed.ok ? 'accepted' : parsed.problem.path).toBe(vector.refusedAt);
  });

  it('has a schema that knows the shape of its valid vectors as closed', () => {
    const validate = validatorOf(format);
    for (const [, value] of vectors<Record<string, JsonValue>>(format, 'valid')) {
      expect(validate({ ...value, notAMember: 1 })).toBe(false);
    }
  });
});

it('a plan schema is the schema that plans are parsed by', () => {
  const written = readFileSync(join(root, 'schemas/plan.schema.json'), 'utf8');
  expect(JSON.parse(written)).toMatchObject(
    JSON.parse(JSON.stringify(publicationPlanSchema.jsonSchema)),
  );
});
