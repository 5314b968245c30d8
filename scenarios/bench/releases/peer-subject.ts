// SPDX-License-Identifier: Apache-2.0
// A peer as a subject: its own command, on the same files and the same GitHub.
import { lanternRelease, type Peer } from '../../faults/peers/peer.ts';
import { PeerProcess } from '../../faults/peers/peer-process.ts';
import { openWorkplace } from '../../faults/peers/peer-workplace.ts';
import { prepareBenchGround } from './bench-ground.ts';
import { BenchError, requirePublished, type MeasuredRun } from './measured-run.ts';
import type { PayloadFile } from './payload.ts';
import { MemoryWatch } from './process-memory.ts';

/** Longer than any of them takes for 2 GiB. */
const runMs = 600_000;

/** Publishes a payload with a peer. */
export async function measurePeer(
  peer: Peer,
  payload: readonly PayloadFile[],
): Promise<MeasuredRun> {
  const ground = await prepareBenchGround([]);
  const { emulator, credential, base } = ground;
  if (credential.kind !== 'token') throw new BenchError('a peer has a token');
  const release = lanternRelease(base.commit);
  const workplace = await openWorkplace({
    peer,
    emulator,
    token: credential.token,
    release,
    place: () => Promise.resolve(payload.map(({ path }) => path)),
  });
  const requestsBefore = emulator.requestLog().length;
  try {
    const begunMs = performance.now();
    const subject = new PeerProcess(workplace, runMs);
    const watch = new MemoryWatch(subject.pid);
    const { code } = await subject.ended;
    const wallMs = performance.now() - begunMs;
    const peakRssBytes = watch.stop();
    if (code !== 0) throw new BenchError(`${peer.name} ended with code ${code}`);
    await requirePublished(emulator, release.tagName, payload);
    return { wallMs, peakRssBytes, requests: emulator.requestLog().length - requestsBefore };
  } finally {
    await workplace.close();
    await ground.close();
  }
}
