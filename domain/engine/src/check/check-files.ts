// SPDX-License-Identifier: Apache-2.0
// Every file that the configuration asks for was found and could be read.
import type { CheckContext } from './check-context.ts';
import type { CheckOutcome } from './objection.ts';

/** Reports what selecting could not find or read. */
export function checkFilesPresent({ selection }: CheckContext): CheckOutcome {
  const { drafts, objections } = selection;
  const count = drafts.reduce((total, draft) => {
    if (draft.kind === 'publish_release') return total + draft.assets.length;
    return draft.kind === 'open_pr' ? total + draft.changes.length : total;
  }, 0);
  return {
    check: 'files_present',
    configured: true,
    expected: 'every file that the configuration names',
    found: `${count} files`,
    objections: objections.filter(({ check }) => check === 'files_present'),
  };
}
