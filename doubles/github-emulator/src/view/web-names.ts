// SPDX-License-Identifier: Apache-2.0
// Small forms that many views share: node ids and times.

/** GitHub's opaque global id for a numbered thing. */
export function nodeId(kind: string, id: number | string): string {
  return Buffer.from(`0:${kind}${id}`, 'utf8').toString('base64');
}

/** An instant in milliseconds as RFC 3339 in UTC, whole seconds. */
export function isoTime(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

/** A path with each segment percent-encoded. */
export function encodedPath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
