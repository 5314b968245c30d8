// SPDX-License-Identifier: Apache-2.0
// Every public format with its JSON Schema, from the same declarations that parse it.
import { approvalRequestSchema } from '@marketops/authority';
import {
  advisoryReceiptKind,
  approvalKind,
  enforceableReceiptKind,
  envelopeJsonSchema,
  operationAuditRecordSchema,
  operationSchema,
  proofLedgerSchema,
  publicationPlanSchema,
  trustRootKind,
  type JsonObject,
} from '@marketops/core';
import { projectConfigSchema } from '@marketops/engine';
import { evidencePackSchema, evidenceTrustSchema } from '@marketops/log';
import { policyCasesSchema, policyManifestSchema } from '@marketops/policy-cedar';
import { pinsSchema } from '../home/pins-file.ts';

/** A public format. */
export interface Format {
  readonly name: string;
  readonly title: string;
  /** A JSON Schema, draft 2020-12. */
  readonly jsonSchema: JsonObject;
}

function format(name: string, title: string, schema: JsonObject): Format {
  return {
    name,
    title,
    jsonSchema: {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: `urn:marketops:schema:${name}:v1`,
      title,
      ...schema,
    },
  };
}

/** Every public format, by name. */
export const FORMATS: readonly Format[] = [
  format(
    'config',
    'The configuration of a project, marketops.yaml',
    projectConfigSchema.jsonSchema,
  ),
  format('operation', 'One intended effect on GitHub', operationSchema.jsonSchema),
  format('plan', 'A publication plan', publicationPlanSchema.jsonSchema),
  format('envelope', 'A DSSE envelope', envelopeJsonSchema),
  format(
    'enforceable-receipt',
    'The predicate of an enforceable receipt',
    enforceableReceiptKind.schema.jsonSchema,
  ),
  format(
    'advisory-receipt',
    'The predicate of an advisory receipt',
    advisoryReceiptKind.schema.jsonSchema,
  ),
  format(
    'approval-request',
    'A request for approval, one ceremony',
    approvalRequestSchema.jsonSchema,
  ),
  format('approval', 'The predicate of an approval', approvalKind.schema.jsonSchema),
  format('trust-root', 'The predicate of a trust root', trustRootKind.schema.jsonSchema),
  format('audit-record', 'One leaf of the log', operationAuditRecordSchema.jsonSchema),
  format('proof-ledger', "A run's sealed record", proofLedgerSchema.jsonSchema),
  format('evidence-pack', 'What proves one operation to a stranger', evidencePackSchema.jsonSchema),
  format('evidence-trust', 'What a verifier of evidence brings', evidenceTrustSchema.jsonSchema),
  format('publisher-pins', 'What the publisher pins for itself', pinsSchema.jsonSchema),
  format(
    'policy-manifest',
    'Version and approval rules of a policy layer',
    policyManifestSchema.jsonSchema,
  ),
  format('policy-cases', 'What a policy is meant to decide', policyCasesSchema.jsonSchema),
];
