// SPDX-License-Identifier: Apache-2.0
// Public keys that nobody alone holds (RFC 8032 section 5.1). For a point of small order signatures
// can be made without any private key, and a coordinate that is not reduced spells another key a
// second time; a key pinned by mistake or by malice in either form must not verify anything. Not
// every release of OpenSSL refuses them.

const fieldPrime = 2n ** 255n - 19n;
const signBit = 1n << 255n;

/** One y coordinate of the points of order 8; the other is its negative. */
const orderEightY = 0x05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826n;

/** The y coordinates of the points whose order divides 8. */
const smallOrderYs: ReadonlySet<bigint> = new Set([
  0n,
  1n,
  fieldPrime - 1n,
  orderEightY,
  fieldPrime - orderEightY,
]);

/** Whether 32 raw Ed25519 public-key bytes are of small order or not the key's one spelling. */
export function isWeakEd25519PublicKey(publicKey: Uint8Array): boolean {
  const hex = Buffer.from(publicKey.toReversed()).toString('hex');
  const y = BigInt(`0x${hex}`) & ~signBit;
  return y >= fieldPrime || smallOrderYs.has(y);
}
