// SPDX-License-Identifier: Apache-2.0
// A person of the roster, named on the command line.
import { refusal, type Person } from '@marketops/core';
import type { OpenedHome } from '../composition/opened-home.ts';
import { CommandRefused } from '../face/command-result.ts';

/** Finds a person of the roster; throws CommandRefused where nobody has that id. */
export function findPerson({ pins }: OpenedHome, id: string): Person {
  const { people } = pins.trustRoot;
  const person = people.find(({ personId }) => personId === id);
  if (person !== undefined) return person;
  const expected = `one of ${people.map(({ personId }) => personId).join(', ')}`;
  const nobody = refusal('usage.not_found', { subject: 'person', expected, found: id });
  throw new CommandRefused([nobody], { next: 'marketops trust show' });
}
