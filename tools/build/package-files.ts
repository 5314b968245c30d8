// SPDX-License-Identifier: Apache-2.0
// What makes a folder with a program in it a package: what npm reads, what a person reads, and the
// command that starts it.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './repository-root.ts';

/** The folder of the code and of what lies beside it. */
export const programFolder = 'program';

/** The command, which is an executable file. */
export const commandFile = 'bin/marketops.mjs';

/** The parts of the root's package.json that the package takes over. */
interface RootManifest {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly engines: { readonly node: string };
}

/** Content by path of the package's own files. */
export function packageFiles(): ReadonlyMap<string, string> {
  // Our own manifest, which the gates read too.
  const root = JSON.parse(textOf('package.json')) as RootManifest;
  return new Map([
    ['LICENSE', textOf('LICENSE')],
    ['README.md', textOf('tools/build/package-readme.md')],
    ['package.json', `${JSON.stringify(manifestOf(root), null, 2)}\n`],
    [commandFile, commandOf(root.engines.node)],
  ]);
}

function manifestOf({ name, version, description, license, engines }: RootManifest) {
  return {
    name,
    version,
    // No registry has been chosen: the package is handed on as a file.
    private: true,
    description,
    license,
    type: 'module',
    bin: { marketops: commandFile },
    engines,
  };
}

/** Says on a Node that is too old what is missing, before that Node meets syntax that it cannot read. */
function commandOf(engine: string): string {
  const majorMin = Number(/\d+/.exec(engine)?.[0]);
  return `#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// Runs MarketOps, or says which Node it needs.

if (Number.parseInt(process.versions.node, 10) < ${majorMin}) {
  const found = \`marketops: found Node \${process.versions.node}; expected Node >= ${majorMin}\`;
  process.stderr.write(\`\${found}; install a current Node and run the command again\\n\`);
  process.exitCode = 2;
} else {
  await import('../${programFolder}/main.mjs');
}
`;
}

function textOf(path: string): string {
  return readFileSync(join(repositoryRoot, path), 'utf8');
}
