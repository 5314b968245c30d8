// SPDX-License-Identifier: Apache-2.0
// The bytes behind an approved digest: opened, read whole or streamed, or the refusal that says what
// is wrong with them.
import {
  concatBytes,
  digestOfBytes,
  refusal,
  type Refusal,
  type Sha256Digest,
} from '@marketops/core';
import {
  ContentChangedError,
  type ContentSource,
  type OpenContent,
} from '../port/content-source.ts';

/** Content that was approved. `name` is what people know it by. */
export interface ApprovedContent {
  readonly name: string;
  readonly sha256: Sha256Digest;
  readonly size: number;
}

/** Opens content, or says why it cannot be had. */
export async function openApproved(
  source: ContentSource,
  approved: ApprovedContent,
): Promise<OpenContent | Refusal> {
  try {
    const content = await source.open(approved.sha256, approved.size);
    return content ?? contentMissing(approved);
  } catch (error) {
    if (error instanceof ContentChangedError) return contentChanged(approved);
    throw error;
  }
}

/** Reads content whole, or says why it cannot be had. For files of pull requests, which are small. */
export async function readApproved(
  source: ContentSource,
  approved: ApprovedContent,
): Promise<Uint8Array | Refusal> {
  const content = await openApproved(source, approved);
  if ('code' in content) return content;
  try {
    const chunks: Uint8Array[] = [];
    for await (const chunk of content.chunks) chunks.push(chunk);
    const bytes = concatBytes(chunks);
    return digestOfBytes(bytes) === approved.sha256 ? bytes : contentChanged(approved);
  } catch (error) {
    if (error instanceof ContentChangedError) return contentChanged(approved);
    throw error;
  } finally {
    await content.close();
  }
}

/** The refusal for content that is no longer what was approved. */
export function contentChanged({ name, sha256 }: ApprovedContent): Refusal {
  const found = 'other bytes, or not as many';
  return refusal('content.changed', { subject: name, expected: `bytes of ${sha256}`, found });
}

function contentMissing({ name, sha256 }: ApprovedContent): Refusal {
  return refusal('content.missing', {
    subject: name,
    expected: `bytes of ${sha256}`,
    found: 'none',
  });
}
