// SPDX-License-Identifier: Apache-2.0
// What may lie in the repository at all: known kinds of files, none large, none executable but the
// few that must be.

import type { Rule } from '../rule.ts';

const bytesMax = 1024 * 1024;
const extensions =
  'ts tsx mjs js json jsonc md sql yaml yml html css svg png txt cedar cedarschema toml pem pub';
const known = new RegExp(`\\.(${extensions.replaceAll(' ', '|')})$`);
const knownByName =
  /(^|\/)(LICENSE|NOTICE|\.gitignore|\.gitattributes|\.editorconfig|\.npmrc)$|^\.ci\/run$|^bin\/marketops$/;
const anyKind = /^(examples|spec\/vectors)\//;
const executable = /^\.ci\/run$|^bin\/marketops$|^examples\/.*\.(sh|mjs)$/;

/** Kinds, sizes and modes of files. */
export const inventory: Rule = {
  name: 'tidy/inventory',
  concerns: () => true,
  *inspect({ path, kind, bytes }) {
    if (!known.test(path) && !knownByName.test(path) && !anyKind.test(path)) {
      yield { message: 'unexpected kind of file; remove it, or add it to inventory.ts' };
    }
    if (bytes > bytesMax) yield { message: `${bytes} bytes; at most ${bytesMax}` };
    if (kind === 'symlink') yield { message: 'replace the symbolic link by a file' };
    if (kind === 'executable' && !executable.test(path)) {
      yield { message: 'drop the executable bit; run it by its interpreter' };
    }
  },
};
