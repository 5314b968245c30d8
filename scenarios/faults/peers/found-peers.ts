// SPDX-License-Identifier: Apache-2.0
// Which peers are here.
import { gh } from './gh.ts';
import type { Peer } from './peer.ts';
import { releaseIt } from './release-it.ts';
import { semanticRelease } from './semantic-release.ts';

/** Every peer, whether or not it is here. */
export const PEERS: readonly Peer[] = [gh, semanticRelease, releaseIt];

/** A peer that is here, or the words for that it is not. */
export interface PeerPresence {
  readonly peer: Peer;
  /** Null where it is not installed. */
  readonly version: string | null;
}

/** Looks which peers are here. */
export function findPeers(): Promise<readonly PeerPresence[]> {
  return Promise.all(
    PEERS.map(async (peer) => ({ peer, version: await peer.version().catch(() => null) })),
  );
}
