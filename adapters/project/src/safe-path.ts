// SPDX-License-Identifier: Apache-2.0
// Paths inside a project: relative, without segments that lead elsewhere.
import { refusal, visibleText, type Refusal } from '@marketops/core';

/** Bytes of a path at most, as file systems have it. */
const pathBytesMax = 4_096;

/** Why a path is not one inside the project, or null. */
export function whyUnsafePath(path: string): Refusal | null {
  const broken =
    path === '' ||
    Buffer.byteLength(path) > pathBytesMax ||
    path.includes('\0') ||
    path.split('/').some((segment) => segment === '' || segment === '.' || segment === '..');
  if (!broken) return null;
  return refusal('project.path_invalid', {
    subject: visibleText(path),
    expected: 'a path from the root of the project, without "..", "." and empty segments',
    found: visibleText(path),
  });
}
