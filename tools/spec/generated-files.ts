// SPDX-License-Identifier: Apache-2.0
// Every file of the tree that is written from code, with the function that writes it.
import { FORMATS } from '@marketops/cli';
import { checksPage, checksPagePath } from './checks-page.ts';
import { reasonCodesPage, reasonCodesPagePath } from './reason-codes-page.ts';

/** A file that is written from code; `path` is relative to the root of the tree. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}

/** Every generated file as it should stand. */
export function generatedFiles(): readonly GeneratedFile[] {
  return [
    { path: reasonCodesPagePath, text: reasonCodesPage() },
    { path: checksPagePath, text: checksPage() },
    ...FORMATS.map(({ name, jsonSchema }) => ({
      path: `spec/schemas/${name}.schema.json`,
      text: `${JSON.stringify(jsonSchema, null, 2)}\n`,
    })),
  ];
}
