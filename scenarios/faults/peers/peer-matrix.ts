// SPDX-License-Identifier: Apache-2.0
// The cells of the matrix that a peer can be put into, and what became of them side by side.
import { isDefect, type VerdictName } from '../judge/verdict.ts';
import { cellName, type Cell } from '../matrix/cell.ts';
import { wholeMatrix } from '../matrix/matrix.ts';
import { inLanes } from '../run/in-lanes.ts';
import { findPeers } from './found-peers.ts';
import { installPeers } from './side-package.ts';
import { runPeerCell, type PlayedPeerCell } from './run-peer-cell.ts';

/** What became of one peer. */
export interface PeerReport {
  readonly peer: string;
  /** Null where it is not installed. */
  readonly version: string | null;
  readonly cells: number;
  readonly defects: number;
  readonly byVerdict: Readonly<Partial<Record<VerdictName, number>>>;
  readonly failing: readonly {
    readonly call: string;
    readonly fault: string;
    readonly kill: string;
    readonly verdict: VerdictName;
    readonly why: string;
  }[];
}

/** What becomes of all of them. */
export interface PeersReport {
  /** Why the side package could not be installed, or null. */
  readonly notInstalled: string | null;
  readonly peers: readonly PeerReport[];
}

const calls: readonly string[] = ['create_draft', 'upload_first', 'upload_last', 'publish'];
/** What only a publisher of this house can be put through. */
const ownFaults: readonly string[] = [
  'killed_before_send',
  'answered_not_recorded',
  'token_expired',
  'tag_created_by_other',
  'journal_disk_full',
  'clock_back_an_hour',
];

/** The cells of `publish_release` that concern what every tool does. */
export function peerMatrix(): readonly Cell[] {
  return wholeMatrix().filter(
    ({ call, fault, kill }) =>
      call.operation === 'publish_release' &&
      calls.includes(call.name) &&
      !ownFaults.includes(fault.name) &&
      (kill === 'none' || kill === 'sigkill'),
  );
}

/** Plays every peer that is here through its cells. */
export async function playPeers(
  cells: readonly Cell[],
  { lanes, tell }: { readonly lanes: number; readonly tell: (played: PlayedPeerCell) => void },
): Promise<PeersReport> {
  const notInstalled = await installPeers();
  const found = await findPeers();
  const jobs = found.flatMap(({ peer, version }) =>
    version === null ? [] : cells.map((cell) => ({ peer, cell })),
  );
  const played = await inLanes(jobs, lanes, async ({ peer, cell }) => {
    const over = await runPeerCell(peer, cell);
    tell(over);
    return over;
  });
  const peers = found.map(({ peer, version }) =>
    peerReport(
      { peer: peer.name, version },
      played.filter((over) => over.peer === peer.name),
    ),
  );
  return { notInstalled, peers };
}

/** Sums one peer up. */
export function peerReport(
  named: Pick<PeerReport, 'peer' | 'version'>,
  played: readonly PlayedPeerCell[],
): PeerReport {
  const groups = Map.groupBy(played, ({ verdict }) => verdict);
  const failing = played.filter(isDefect).map(({ cell, verdict, why }) => ({
    call: cell.call.name,
    fault: cell.fault.name,
    kill: cell.kill,
    verdict,
    why,
  }));
  return {
    ...named,
    cells: played.length,
    defects: failing.length,
    byVerdict: Object.fromEntries([...groups].map(([verdict, cells]) => [verdict, cells.length])),
    failing,
  };
}

/** A table for people: a line a fault, a column a peer, and the sums below. */
export function peersText({ notInstalled, peers }: PeersReport): string {
  const absent = notInstalled === null ? [] : [`the side package: ${notInstalled}`];
  const sums = peers.map(({ peer, version, cells, defects, byVerdict }) => {
    if (version === null) return `${peer}: not installed`;
    const counts = Object.entries(byVerdict).map(([verdict, count]) => `${count} ${verdict}`);
    return `${peer} ${version}: ${cells} cells, ${defects} defects (${counts.join(', ')})`;
  });
  const lines = peers.flatMap(({ peer, failing }) =>
    failing.map(
      ({ call, fault, kill, verdict, why }) =>
        `  ${peer} ${call}/${fault}/${kill}: ${verdict}, ${why}`,
    ),
  );
  return [...absent, ...lines, ...sums].join('\n');
}

/** One line about a cell that is over. */
export function peerCellLine({ peer, cell, verdict, why, wallMs }: PlayedPeerCell): string {
  return `${peer} ${cellName(cell)}: ${verdict} (${why}) ${wallMs} ms`;
}
