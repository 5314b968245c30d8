// SPDX-License-Identifier: Apache-2.0
// The SSH wire format (RFC 4251 section 5), as far as keys and signatures need it: strings with a
// 32-bit length. Reading is total: what does not fit is null.

/** Reads SSH strings one after the other. */
export class SshReader {
  readonly #bytes: Uint8Array;
  #offset = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Whether everything has been read. */
  get atEnd(): boolean {
    return this.#offset === this.#bytes.length;
  }

  /** The next `count` bytes, or null where there are fewer. */
  bytes(count: number): Uint8Array | null {
    if (count > this.#bytes.length - this.#offset) return null;
    const taken = this.#bytes.subarray(this.#offset, this.#offset + count);
    this.#offset += count;
    return taken;
  }

  /** The next 32-bit number, or null. */
  uint32(): number | null {
    const taken = this.bytes(4);
    return taken === null ? null : Buffer.from(taken).readUInt32BE(0);
  }

  /** The next string's bytes, or null. */
  string(): Uint8Array | null {
    const length = this.uint32();
    return length === null ? null : this.bytes(length);
  }

  /** The next string as text, one character a byte, or null. */
  text(): string | null {
    const taken = this.string();
    return taken === null ? null : Buffer.from(taken).toString('latin1');
  }
}

/** Writes one SSH string. */
export function sshString(content: Uint8Array | string): Uint8Array {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'latin1') : content;
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
