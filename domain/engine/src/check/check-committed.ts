// SPDX-License-Identifier: Apache-2.0
// What is published was made from the commit that is named: nothing differs from it.
import { refusal, visibleText } from '@marketops/core';
import type { CheckContext } from './check-context.ts';
import { objection, type CheckOutcome } from './objection.ts';

const pathsShownMax = 5;

/** Objects to files that differ from the commit, unless the configuration allows it. */
export function checkCommitted({ selection }: CheckContext): CheckOutcome {
  const { config, uncommitted, head } = selection.discovery;
  const expected = `the files of ${head.commit}`;
  const configured = config.uncommitted === 'refused';
  const shown = uncommitted.slice(0, pathsShownMax).map(visibleText).join(', ');
  const more = uncommitted.length > pathsShownMax ? ', and more' : '';
  const found = `other content in ${shown}${more}`;
  const why = refusal('project.uncommitted', { subject: 'project', expected, found });
  const names = selection.drafts.map(({ name }) => name);
  return {
    check: 'committed',
    configured,
    expected,
    found: 'the same',
    objections: configured && uncommitted.length > 0 ? [objection('committed', names, why)] : [],
  };
}
