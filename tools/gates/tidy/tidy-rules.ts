// SPDX-License-Identifier: Apache-2.0
// The rules of tidiness, in the order in which they report.

import type { Rule } from '../rule.ts';
import { bannedWord } from './banned-word.ts';
import { citedPage } from './cited-page.ts';
import { clockAndChance } from './clock-and-chance.ts';
import { decisionReference } from './decision-reference.ts';
import { documentedExports } from './documented-exports.ts';
import { explicitExports } from './explicit-exports.ts';
import { fileHeader } from './file-header.ts';
import { fileName } from './file-name.ts';
import { fileSize } from './file-size.ts';
import { inventory } from './inventory.ts';
import { proseLink } from './prose-link.ts';
import { runningTest } from './running-test.ts';
import { unsafeEscape } from './unsafe-escape.ts';

/** All rules of tidiness. */
export const tidyRules: readonly Rule[] = [
  inventory,
  fileName,
  fileHeader,
  fileSize,
  explicitExports,
  documentedExports,
  unsafeEscape,
  clockAndChance,
  runningTest,
  bannedWord,
  proseLink,
  decisionReference,
  citedPage,
];
