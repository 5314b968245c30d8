// SPDX-License-Identifier: Apache-2.0
// The folder that a publisher process works in: what it pins, what is handed to it, where its bytes
// and its store are. It outlives every process, so that a restart finds what the killed one left.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  anyJson,
  array,
  audienceSchema,
  base64Decode,
  base64Encode,
  object,
  parseStrictJson,
  repositorySchema,
  runIds,
  text,
  trustRootSchema,
  type PublicationSubmission,
  type PublisherPins,
  type RepositoryIdentity,
  type TrustRoot,
  type TypeOf,
} from '@marketops/core';
import { ContentIndex, FileContentRegistry } from '@marketops/system';
import { must } from '@marketops/testkit/must';
import { audience } from './audience.ts';
import type { AuthorizedSubmission } from './authorized-submission.ts';
import type { StagedContent } from './staged-operation.ts';

const envelopeText = text({ lengthMin: 1, lengthMax: 4_000_000 });
const homeSchema = object({
  audience: audienceSchema,
  repository: repositorySchema,
  trustRoot: trustRootSchema,
  submissions: array(
    object({
      runId: runIds.schema,
      operation: anyJson,
      receipt: envelopeText,
      plan: envelopeText,
      approvals: array(envelopeText, 0, 16),
    }),
    1,
    10_000,
  ),
});
const homeLimits = { bytesMax: 256 * 1_048_576, depthMax: 32, numbers: 'integer' } as const;

/** The paths inside a home. */
export interface HomePaths {
  readonly folder: string;
  readonly store: string;
  readonly content: string;
}

/** What a home is prepared with. */
export interface HomeContents {
  readonly repository: RepositoryIdentity;
  readonly trustRoot: TrustRoot;
  readonly submissions: readonly AuthorizedSubmission[];
  readonly contents: readonly StagedContent[];
}

/** What a publisher process reads from its home. */
export interface PublisherHome {
  readonly pins: PublisherPins;
  readonly submissions: readonly PublicationSubmission[];
}

/** The paths inside the home at `folder`. */
export function homePaths(folder: string): HomePaths {
  return { folder, store: join(folder, 'store.sqlite'), content: join(folder, 'content') };
}

/** Writes a home into an existing folder. */
export async function prepareHome(folder: string, home: HomeContents): Promise<void> {
  const paths = homePaths(folder);
  await mkdir(paths.content, { recursive: true });
  const registry = new FileContentRegistry(await ContentIndex.open(paths.content));
  for (const content of home.contents) {
    if ('bytes' in content) await registry.registerBytes(content.sha256, content.bytes);
    else await registry.registerFile(content);
  }
  const written: TypeOf<typeof homeSchema> = {
    audience,
    repository: home.repository,
    trustRoot: home.trustRoot,
    submissions: home.submissions.map(({ runId, operation, receipt, plan, approvals }) => ({
      runId,
      operation,
      receipt: base64Encode(receipt),
      plan: base64Encode(plan),
      approvals: approvals.map((approval) => base64Encode(approval)),
    })),
  };
  await writeFile(homeFile(folder), JSON.stringify(written));
}

/** Reads a home; throws where it is not one. */
export async function readHome(folder: string): Promise<PublisherHome> {
  const bytes = new Uint8Array(await readFile(homeFile(folder)));
  const home = must(homeSchema.parse(must(parseStrictJson(bytes, homeLimits)), ''));
  return {
    pins: {
      audience: home.audience,
      repositories: [home.repository],
      approvalsMin: { publish_release: 2, tag_repo: 2, open_pr: 2 },
      trustRoot: home.trustRoot,
    },
    submissions: home.submissions.map(({ runId, operation, receipt, plan, approvals }) => ({
      mode: 'prod',
      runId,
      operation,
      receipt: must(base64Decode(receipt)),
      plan: must(base64Decode(plan)),
      approvals: approvals.map((approval) => must(base64Decode(approval))),
    })),
  };
}

function homeFile(folder: string): string {
  return join(folder, 'home.json');
}
