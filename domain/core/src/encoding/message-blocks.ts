// SPDX-License-Identifier: Apache-2.0
// Cuts a message into the 64-byte blocks that SHA-1 and SHA-256 share (FIPS 180-4, section 5.1.1).
// Whole blocks are read where they lie; only the padded tail is copied.

/** Bytes in one block of SHA-1 and of SHA-256. */
const blockBytes = 64;

/** Bytes at the end of the last block that hold the length of the message in bits. */
const lengthFieldBytes = 8;

/** Bits of the message length that fit the lower half of the length field, counted in bytes. */
const lowerHalfByteCount = 2 ** 29;

/** Mixes the 64 bytes at `offset` of `block` into a hash state. */
export type Compress = (block: DataView, offset: number) => void;

/**
 * Feeds `message`, padded, to `compress`, one block after the other.
 *
 * The padding is a one bit, zeros, and the length in bits as a 64-bit big-endian number.
 */
export function compressBlocks(message: Uint8Array, compress: Compress): void {
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  const wholeBytes = message.length - (message.length % blockBytes);
  for (let offset = 0; offset < wholeBytes; offset += blockBytes) {
    compress(view, offset);
  }

  const rest = message.subarray(wholeBytes);
  const tail = new Uint8Array(
    rest.length + 1 + lengthFieldBytes <= blockBytes ? blockBytes : 2 * blockBytes,
  );
  tail.set(rest);
  tail[rest.length] = 0x80;
  const tailView = new DataView(tail.buffer);
  tailView.setUint32(tail.length - 8, Math.floor(message.length / lowerHalfByteCount));
  tailView.setUint32(tail.length - 4, (message.length % lowerHalfByteCount) * 8);
  for (let offset = 0; offset < tail.length; offset += blockBytes) {
    compress(tailView, offset);
  }
}

/** The words of a finished hash state, each as four big-endian bytes. */
export function wordsToBytes(words: Int32Array): Uint8Array {
  const bytes = new Uint8Array(words.length * 4);
  const view = new DataView(bytes.buffer);
  words.forEach((word, index) => view.setInt32(index * 4, word));
  return bytes;
}
