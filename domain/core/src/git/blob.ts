// SPDX-License-Identifier: Apache-2.0
// Blob objects: the content of a file, and nothing of its name or mode.
import { objectId } from './object-encoding.ts';
import type { GitObjectId } from './object-id.ts';

/** The object id of a file with exactly these bytes. */
export function blobId(content: Uint8Array): GitObjectId {
  return objectId('blob', content);
}
