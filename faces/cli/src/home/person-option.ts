// SPDX-License-Identifier: Apache-2.0
// `--person ID=FILE` with optional roles and mail addresses: who may approve, and by which key.
import { parsePersonId, refusal, type PersonId } from '@marketops/core';
import { refuse } from '../face/command-result.ts';

/** A person named on the command line. */
export interface PersonOption {
  readonly personId: PersonId;
  readonly keyFile: string;
  readonly roles: readonly string[];
  readonly emails: readonly string[];
}

/** How a person is named. */
export const personForm = 'ID=FILE, or ID:ROLE,ROLE:EMAIL,EMAIL=FILE';

/** Reads `alice=alice.pub` or `alice:maintainer,security:alice@acme.example=alice.pub`. */
export function readPersonOption(value: string): PersonOption {
  const separator = value.indexOf('=');
  const named = value.slice(0, Math.max(separator, 0)).split(':');
  const [id = '', roles = '', emails = '', ...beyond] = named;
  const keyFile = value.slice(separator + 1);
  const personId = parsePersonId(id);
  if (separator < 1 || keyFile === '' || beyond.length > 0 || !personId.ok) {
    return refuse(
      refusal('usage.invalid', { subject: '--person', expected: personForm, found: value }),
    );
  }
  return {
    personId: personId.value,
    keyFile,
    roles: listOf(roles, ['maintainer']),
    emails: listOf(emails, []),
  };
}

function listOf(text: string, otherwise: readonly string[]): readonly string[] {
  const items = text.split(',').filter((item) => item !== '');
  return items.length === 0 ? otherwise : items;
}
