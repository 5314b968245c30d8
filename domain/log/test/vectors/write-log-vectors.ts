// SPDX-License-Identifier: Apache-2.0
// Writes `spec/vectors/log`: run it after a case was added.
import { logVectors } from './log-vectors.ts';
import { writeVectorFile } from './spec-vectors.ts';

for (const [file, cases] of Object.entries(await logVectors())) {
  writeVectorFile(`log/${file}`, `${JSON.stringify(cases, null, 2)}\n`);
}
