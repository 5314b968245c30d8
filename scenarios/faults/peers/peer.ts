// SPDX-License-Identifier: Apache-2.0
// Another tool that publishes releases, as a command to be started; what it makes is described once,
// for all of them.

/** A release that a peer is to publish. */
export interface PeerRelease {
  readonly tagName: string;
  readonly version: string;
  readonly name: string;
  readonly notes: string;
  /** The commit, in full. */
  readonly target: string;
}

/** The release that every peer is asked for, on a commit. */
export function lanternRelease(target: string): PeerRelease {
  return {
    tagName: 'v1.2.0',
    version: '1.2.0',
    name: 'Lantern 1.2.0',
    notes: 'It shines.',
    target,
  };
}

/** What a peer is started with. */
export interface PeerJob {
  /** A folder of its own, with the files to be published below `dist/`. */
  readonly folder: string;
  /** Absolute paths of the files. */
  readonly files: readonly string[];
  readonly release: PeerRelease;
  /** `owner/name`. */
  readonly repository: string;
  /** The account of the token. */
  readonly login: string;
  readonly token: string;
  readonly apiUrl: string;
  /** The same API behind TLS, for those that accept nothing else. */
  readonly tls: { readonly host: string; readonly certificatePath: string } | null;
}

/** A command to be started. */
export interface PeerCommand {
  readonly file: string;
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** It has to be started inside the side package. */
  readonly inSidePackage: boolean;
}

/** Another tool. */
export interface Peer {
  readonly name: string;
  /** Whether it accepts nothing but TLS. */
  readonly needsTls: boolean;
  /** The version that is installed, or null. */
  readonly version: () => Promise<string | null>;
  readonly command: (job: PeerJob) => PeerCommand;
}
