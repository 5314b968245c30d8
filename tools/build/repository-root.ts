// SPDX-License-Identifier: Apache-2.0
// Where this repository lies.

import { fileURLToPath } from 'node:url';

/** The absolute path of the repository. */
export const repositoryRoot: string = fileURLToPath(new URL('../..', import.meta.url));
