// SPDX-License-Identifier: Apache-2.0
// Goal: what the doctor names for a file that it could not use is a look at that file: it neither
// changes anything nor leads back to the doctor.
import { refusal } from '@marketops/core';
import { expect, it } from 'vitest';
import { nextStep } from '../../src/composition/doctor/next-step.ts';

it.each(['store.read_only', 'usage.file_unreadable'] as const)('%s: a look at it', (code) => {
  const subject = 'marketops.db';
  const found = 'attempt to write a readonly database';
  const reason = refusal(code, { subject, expected: 'a file that can be used', found });
  const finding = { check: 'home', verdict: 'fail', found, refusal: reason } as const;
  expect(nextStep(finding, {})).toBe(`ls -ld ${subject}`);
});
