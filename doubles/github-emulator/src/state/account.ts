// SPDX-License-Identifier: Apache-2.0
// People, organizations and bots.

/** An account; `login` keeps its spelling, lookups ignore case. */
export interface Account {
  readonly id: number;
  readonly login: string;
  readonly type: 'User' | 'Organization' | 'Bot';
  readonly name: string | null;
  readonly email: string | null;
}

/** What a person may do in a repository, weakest first. */
export type Role = 'read' | 'write' | 'admin';
