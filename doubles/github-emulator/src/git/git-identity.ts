// SPDX-License-Identifier: Apache-2.0
// The "Name <email> seconds offset" line of commits and tags, read and written byte for byte.

/** Who wrote an object and when; `seconds` since 1970 in UTC, `offset` such as `+0000`. */
export interface GitIdentity {
  readonly name: string;
  readonly email: string;
  readonly seconds: number;
  readonly offset: string;
}

/** Writes an identity as git stores it; characters that would end a field are dropped, as git does. */
export function formatIdentity(identity: GitIdentity): string {
  const name = withoutDelimiters(identity.name);
  const email = withoutDelimiters(identity.email);
  return `${name} <${email}> ${identity.seconds} ${identity.offset}`;
}

/** Reads an identity line; throws when it is not one. */
export function parseIdentity(line: string): GitIdentity {
  const match = /^(.*?) ?<([^>]*)> (-?\d+) ([+-]\d{4})$/.exec(line);
  if (match === null) {
    throw new Error(`identity line expected "Name <email> seconds offset", found ${line}`);
  }
  const [, name = '', email = '', seconds = '0', offset = '+0000'] = match;
  return { name, email, seconds: Number(seconds), offset };
}

function withoutDelimiters(text: string): string {
  return text.replaceAll(/[<>]|\p{Cc}/gu, '').trim();
}
