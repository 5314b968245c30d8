// SPDX-License-Identifier: Apache-2.0
// `marketops json-schema TYPE`: prints the JSON Schema of a public format.
import { refusal } from '@marketops/core';
import { CommandRefused, done } from '../face/command-result.ts';
import { FORMATS } from '../composition/formats.ts';
import type { RegisterCommand } from '../program.ts';

/** Adds `json-schema`. */
export const jsonSchemaCommand: RegisterCommand = (parent, run) => {
  parent
    .command('json-schema')
    .description('print the JSON Schema of a format; without TYPE, list the formats')
    .argument('[type]')
    .action(run(async (_context, type: string | undefined) => describeFormat(type)));
};

async function describeFormat(type: string | undefined) {
  const names = FORMATS.map(({ name }) => name);
  if (type === undefined) {
    return done(
      { formats: names },
      FORMATS.map(({ name, title }) => `${name.padEnd(22)}${title}`),
    );
  }
  const format = FORMATS.find(({ name }) => name === type);
  if (format === undefined) {
    const details = { subject: 'TYPE', expected: `one of ${names.join(', ')}`, found: type };
    const unknown = refusal('usage.not_found', details);
    throw new CommandRefused([unknown], { next: 'marketops json-schema' });
  }
  return done(format.jsonSchema, [JSON.stringify(format.jsonSchema, null, 2)]);
}
