// SPDX-License-Identifier: Apache-2.0
// Where everything lies below the home.
import { join } from 'node:path';

/** The paths of one home, all absolute. */
export interface HomeFiles {
  readonly home: string;
  readonly rootKey: string;
  readonly mintKey: string;
  readonly adviseKey: string;
  readonly logKey: string;
  /** The publisher's own copy of the trust root's envelope, and what else it pins. */
  readonly trustRoot: string;
  readonly pins: string;
  readonly policy: string;
  readonly content: string;
  readonly evidence: string;
  /** The last signed checkpoint, kept outside the database. */
  readonly checkpoint: string;
}

/** The paths below a home folder. */
export function homeFiles(home: string): HomeFiles {
  return {
    home,
    rootKey: join(home, 'keys', 'root.key'),
    mintKey: join(home, 'keys', 'mint.key'),
    adviseKey: join(home, 'keys', 'advise.key'),
    logKey: join(home, 'keys', 'log.key'),
    trustRoot: join(home, 'publisher', 'trust-root.dsse.json'),
    pins: join(home, 'publisher', 'pins.json'),
    policy: join(home, 'policy'),
    content: join(home, 'content'),
    evidence: join(home, 'evidence'),
    checkpoint: join(home, 'publisher', 'checkpoint'),
  };
}

/** The folder with a home's policy. */
export function homePolicyFolder(home: string): string {
  return homeFiles(home).policy;
}
