// SPDX-License-Identifier: Apache-2.0
// GitHub's renaming of uploaded files: special characters become dots, dots at the ends go.

/** The name under which GitHub stores a file that was uploaded as `given`. */
export function assetFileName(given: string): string {
  const dotted = given.replaceAll(/[^A-Za-z0-9._-]+/g, '.').replace(/\.+$/, '');
  const name = dotted.startsWith('.') ? `default.${dotted.replace(/^\.+/, '')}` : dotted;
  return name === '' || name === 'default.' ? 'default' : name;
}
