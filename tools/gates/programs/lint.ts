// SPDX-License-Identifier: Apache-2.0
// The lint gate: oxlint with the rules of .oxlintrc.json, the type-aware ones included. A warning
// counts as an error, and so does a suppression that suppresses nothing.

import { complaintsOf, runTool, type Tool, type ToolResult } from './run-tool.ts';

const linter: Tool = { packageName: 'oxlint', script: 'bin/oxlint' };
const flags = [
  '--type-aware',
  '--deny-warnings',
  '--report-unused-disable-directives-severity=error',
  '--format=json',
];

/** Lints the tree at `root` and returns one line for each diagnostic. */
export async function lint(root: string): Promise<string[]> {
  const result = await runTool(linter, [...flags, '.'], root);
  const report = parseReport(result);
  if (report === undefined) return complaintsOf(linter, { ...result, exitCode: 1 });
  if (report.number_of_files === 0) return ['found no file to lint'];
  const lines = report.diagnostics.map(describe);
  return result.exitCode !== 0 && lines.length === 0 ? complaintsOf(linter, result) : lines;
}

/** The parts of the linter's JSON that are read here; the names are the linter's. */
interface Report {
  readonly number_of_files: number;
  readonly diagnostics: readonly Diagnostic[];
}

interface Diagnostic {
  readonly message: string;
  readonly code?: string;
  readonly help?: string;
  readonly filename: string;
  readonly labels: readonly { readonly span: { readonly line: number } }[];
}

function parseReport({ stdout }: ToolResult): Report | undefined {
  try {
    // The linter is a pinned tool of ours; its report is not foreign input.
    return JSON.parse(stdout.slice(stdout.indexOf('{'))) as Report;
  } catch {
    return undefined;
  }
}

function describe({ filename, labels, message, code, help }: Diagnostic): string {
  const line = labels[0]?.span.line ?? 1;
  return `${filename}:${line}: ${message} ${help ?? ''} [${code ?? 'unnamed'}]`;
}
