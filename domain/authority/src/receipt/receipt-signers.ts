// SPDX-License-Identifier: Apache-2.0
// The two keys of the Federation Core. They are different types, so that no code can sign an advisory
// receipt with the mint key or mint with the advise key by mistake.
import type { Signer } from '@marketops/core';

declare const mintBrand: unique symbol;
declare const adviseBrand: unique symbol;

/** Signs enforceable receipts; its key holds the role `mint` in the trust root. */
export type MintSigner = Signer & { readonly [mintBrand]: true };

/** Signs advisory receipts; its key holds the role `advise` in the trust root. */
export type AdviseSigner = Signer & { readonly [adviseBrand]: true };

/** Declares a signer to be the mint's. Whether its key may mint is the trust root's word. */
export function asMintSigner(signer: Signer): MintSigner {
  return signer as MintSigner;
}

/** Declares a signer to be the one of advisory receipts. */
export function asAdviseSigner(signer: Signer): AdviseSigner {
  return signer as AdviseSigner;
}
