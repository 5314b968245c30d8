// SPDX-License-Identifier: Apache-2.0
// A log storage in memory that holds itself to every obligation of the port.
import type { NodePosition } from '../../src/merkle/leaf-range.ts';
import type { LeafAppend, LogStorage } from '../../src/storage/log-storage.ts';

export class MemoryLogStorage implements LogStorage {
  readonly leaves: Uint8Array[] = [];
  readonly nodes = new Map<string, Uint8Array>();
  /** How many nodes were read, over all reads. */
  nodesRead = 0;

  async size(): Promise<number> {
    return this.leaves.length;
  }

  async readNodes(positions: readonly NodePosition[]): Promise<readonly Uint8Array[]> {
    this.nodesRead += positions.length;
    return positions.map((position) => {
      const hash = this.nodes.get(key(position));
      if (hash === undefined) throw new Error(`no node ${key(position)}`);
      return hash;
    });
  }

  async readLeaf(index: number): Promise<Uint8Array> {
    const leaf = this.leaves[index];
    if (leaf === undefined) throw new Error(`no leaf ${index}`);
    return leaf;
  }

  async writeLeaf({ index, leaf, nodes }: LeafAppend): Promise<void> {
    if (index !== this.leaves.length) throw new Error(`no leaf may be written at ${index}`);
    const taken = nodes.find((node) => this.nodes.has(key(node)));
    if (taken !== undefined) throw new Error(`node ${key(taken)} is written already`);
    this.leaves.push(leaf);
    for (const node of nodes) this.nodes.set(key(node), node.hash);
  }
}

function key({ level, index }: NodePosition): string {
  return `${level}/${index}`;
}
