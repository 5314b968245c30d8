// SPDX-License-Identifier: Apache-2.0
// Runs one of the project's development tools by its own script under this Node: a launcher such as
// npx may keep flags for itself, and a check that lost its flags passes by checking less.

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What a tool printed, and how it ended. */
export interface ToolResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

const packages = new URL('../../../node_modules/', import.meta.url);

/** A tool: the npm package it comes in and the script inside it. */
export interface Tool {
  readonly packageName: string;
  readonly script: string;
}

/** Runs a tool in a directory, without a terminal and without colours. */
export function runTool(tool: Tool, args: readonly string[], cwd: string): Promise<ToolResult> {
  const script = fileURLToPath(new URL(`${tool.packageName}/${tool.script}`, packages));
  const { FORCE_COLOR: _, ...env } = process.env;
  const child = spawn(process.execPath, [script, ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...env, NO_COLOR: '1' },
  });
  const stdout: string[] = [];
  const stderr: string[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => stdout.push(text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => stderr.push(text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ exitCode: code ?? 1, stdout: stdout.join(''), stderr: stderr.join('') });
    });
  });
}

/**
 * The complaints of a tool that prints one a line. A tool that failed without a word has complained
 * too.
 */
export function complaintsOf(tool: Tool, { exitCode, stdout, stderr }: ToolResult): string[] {
  if (exitCode === 0) return [];
  const lines = `${stdout}\n${stderr}`.split('\n').filter((line) => line.trim() !== '');
  return lines.length > 0 ? lines : [`${tool.packageName} ended with exit code ${exitCode}`];
}
