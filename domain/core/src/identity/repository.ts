// SPDX-License-Identifier: Apache-2.0
// A repository is its numeric ids on a host; the full name is a label that must also match.
import { object } from '../schema/composites.ts';
import { accepted, refused, type Parsed } from '../schema/parsed.ts';
import { describeText } from '../schema/describe-value.ts';
import { integer, parsedText } from '../schema/scalars.ts';
import type { Schema, TypeOf } from '../schema/schema.ts';

/** `OWNER/NAME`. */
export type RepositoryName = string & { readonly __name: 'repository' };
/** A host name, with a port where it has one: `github.com`, `127.0.0.1:8080`. */
export type HostName = string & { readonly __name: 'host' };

const repositoryNamePattern = /^[A-Za-z0-9][A-Za-z0-9_-]{0,38}\/[A-Za-z0-9._-]{1,100}$/;
const hostNamePattern = /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?(?::[0-9]{1,5})?$/;

/** Accepts `OWNER/NAME` by GitHub's rules for both parts. */
export function parseRepositoryName(text: string): Parsed<RepositoryName> {
  const reserved = text.endsWith('/.') || text.endsWith('/..');
  return repositoryNamePattern.test(text) && !reserved
    ? accepted(text as RepositoryName)
    : refused('', 'OWNER/NAME', describeText(text));
}

/** Accepts a lower-case host name with an optional port. */
export function parseHostName(text: string): Parsed<HostName> {
  return hostNamePattern.test(text)
    ? accepted(text as HostName)
    : refused('', 'a lower-case host name, with :PORT where it has one', describeText(text));
}

/** Repository names. */
export const repositoryNameSchema: Schema<RepositoryName> = parsedText(parseRepositoryName, {
  pattern: repositoryNamePattern.source,
});

/** Host names. */
const hostNameSchema: Schema<HostName> = parsedText(parseHostName, {
  pattern: hostNamePattern.source,
});

/** Which repository an operation concerns; the ids decide. */
export const repositorySchema = object({
  host: hostNameSchema,
  ownerId: integer(1),
  repositoryId: integer(1),
  fullName: repositoryNameSchema,
});

/** Which repository an operation concerns. */
export type RepositoryIdentity = TypeOf<typeof repositorySchema>;

/** Whether two identities name the same repository: host and both ids; the name is a label. */
export function sameRepository(left: RepositoryIdentity, right: RepositoryIdentity): boolean {
  return (
    left.host === right.host &&
    left.ownerId === right.ownerId &&
    left.repositoryId === right.repositoryId
  );
}
