// SPDX-License-Identifier: Apache-2.0
// What the tables of bad input share: the shape of a row, and the ways to spoil the sample project.
import { type ReasonCode } from '@marketops/core';
import { testCommit, type SampleProject } from '@marketops/testkit';
import { configWithOperation } from '../../sample-runs.ts';

/** One thing that is wrong, and what is told of it. */
export interface BadInput {
  readonly name: string;
  readonly spoil: (sample: SampleProject) => void;
  readonly subject: string;
  readonly code: ReasonCode;
  readonly expected: string;
  readonly found: string;
}

/** A file of the sample release. */
export const artifact = 'dist/lantern-1.2.0.txt';
/** The commit that the sample releases. */
export const head = testCommit('head');

/** Changes the release of the configuration. */
export function release(
  sample: SampleProject,
  members: Parameters<typeof configWithOperation>[1],
): void {
  sample.project.configuration = configWithOperation('release', members);
}

/** Adds a file to the release. */
export function addAsset(sample: SampleProject, name: string, content = 'more\n'): void {
  sample.project.files.set(`dist/${name}`, content);
  release(sample, { assets: [{ path: 'dist/*' }], checksums: null });
}
