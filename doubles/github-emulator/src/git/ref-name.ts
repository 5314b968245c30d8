// SPDX-License-Identifier: Apache-2.0
// Git's rules for reference names.

/** Tells whether git accepts a full reference name such as `refs/tags/v1.0.0`. */
export function isRefName(name: string): boolean {
  if (!name.startsWith('refs/') || name.split('/').length < 3) {
    return false;
  }
  if (/[\s~^:?*[\\]|\p{Cc}/u.test(name) || name.includes('..') || name.includes('@{')) {
    return false;
  }
  if (name.endsWith('.') || name.endsWith('/')) {
    return false;
  }
  return name
    .split('/')
    .every((part) => part !== '' && !part.startsWith('.') && !part.endsWith('.lock'));
}
