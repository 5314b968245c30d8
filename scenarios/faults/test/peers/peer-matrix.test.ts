// SPDX-License-Identifier: Apache-2.0
// Goal: peers are put through what every tool does, their commands carry what is published, and a peer
// that is not here is named.
import { describe, expect, it } from 'vitest';
import { cellName } from '../../matrix/cell.ts';
import { wholeMatrix } from '../../matrix/matrix.ts';
import { PEERS } from '../../peers/found-peers.ts';
import type { PeerJob } from '../../peers/peer.ts';
import { peerMatrix, peerReport, peersText } from '../../peers/peer-matrix.ts';

const job: PeerJob = {
  folder: '/nowhere',
  files: ['/nowhere/dist/a.bin'],
  release: {
    tagName: 'v1.2.0',
    version: '1.2.0',
    name: 'Lantern 1.2.0',
    notes: 'It shines.',
    target: 'a'.repeat(40),
  },
  repository: 'acme/lantern',
  login: 'release-bot',
  token: 'peer-secret',
  apiUrl: 'http://127.0.0.1:8080',
  tls: { host: 'localhost:8443', certificatePath: '/nowhere/certificate.pem' },
};

describe('the cells of peers', () => {
  it('are cells of the matrix, of releases alone, killed or not', () => {
    const names = new Set(wholeMatrix().map(cellName));
    const cells = peerMatrix();
    expect(cells.length).toBeGreaterThan(100);
    expect(cells.every((cell) => names.has(cellName(cell)))).toBe(true);
    expect(new Set(cells.map(({ call }) => call.operation))).toEqual(new Set(['publish_release']));
    expect(new Set(cells.map(({ kill }) => kill))).toEqual(new Set(['none', 'sigkill']));
  });
});

describe.each(PEERS.map((peer) => [peer.name, peer] as const))('%s', (_, peer) => {
  it('is told what to publish, and never its token by argument', () => {
    const { arguments: words, environment } = peer.command(job);
    const told = [...words, ...Object.values(environment)].join('\n');
    expect(told).toContain('1.2.0');
    expect(told).toContain('It shines.');
    expect(told).toContain('a.bin');
    expect(words.join('\n')).not.toContain(job.token);
    expect(Object.values(environment)).toContain(job.token);
  });
});

describe('the report', () => {
  it('names a peer that is not here, and why the side package is not', () => {
    const absent = peerReport({ peer: 'release-it', version: null }, []);
    const text = peersText({ notInstalled: 'no network', peers: [absent] });
    expect(text).toContain('release-it: not installed');
    expect(text).toContain('the side package: no network');
  });
});
