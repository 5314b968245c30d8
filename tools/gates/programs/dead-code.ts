// SPDX-License-Identifier: Apache-2.0
// The dead-code gate: knip finds files and exports that nothing uses, imports that nothing declares
// and dependencies that nothing imports.

import { globSync } from 'node:fs';
import { complaintsOf, runTool, type Tool } from './run-tool.ts';

const finder: Tool = { packageName: 'knip', script: 'bin/knip.js' };
const sources = '{domain,adapters,faces,doubles}/*/src/**/*.ts';

/** How each kind of issue reads, by the name that knip gives it. */
const wordings = {
  files: 'nothing uses this file',
  dependencies: 'nothing imports the dependency',
  devDependencies: 'nothing imports the development dependency',
  unlisted: 'no package.json declares',
  unresolved: 'there is no module',
  binaries: 'no package.json declares the program',
  exports: 'nothing else uses the export',
  types: 'nothing else uses the exported type',
  duplicates: 'is exported twice',
} as const;

type Kind = keyof typeof wordings;

/** The parts of knip's JSON that are read here. */
interface Report {
  readonly issues: readonly FileIssues[];
}

type FileIssues = { readonly file: string } & {
  readonly [K in Kind]?: readonly { readonly name?: string; readonly line?: number }[];
};

const kinds = Object.keys(wordings).filter((kind): kind is Kind => kind in wordings);

/** Lists what is dead or undeclared under `root`. */
export async function deadCode(root: string): Promise<string[]> {
  // knip is content with a tree without sources, and does not say how many it saw.
  if (globSync(sources, { cwd: root }).length === 0) return [`found no file ${sources}`];
  const result = await runTool(finder, ['--no-progress', '--reporter', 'json'], root);
  if (result.exitCode === 0) return [];
  const lines = describe(result.stdout);
  return lines.length > 0 ? lines : complaintsOf(finder, result);
}

function describe(stdout: string): string[] {
  try {
    // knip is a pinned tool of ours; its report is not foreign input.
    const report = JSON.parse(stdout) as Report;
    return report.issues.flatMap((issues) => kinds.flatMap((kind) => describeKind(issues, kind)));
  } catch {
    return [];
  }
}

function describeKind(issues: FileIssues, kind: Kind): string[] {
  return (issues[kind] ?? []).map(({ name = '', line }) => {
    const place = line === undefined ? issues.file : `${issues.file}:${line}`;
    const subject = kind === 'files' ? '' : ` ${name}`;
    return `${place}: ${wordings[kind]}${subject} [dead-code/${kind}]`;
  });
}
