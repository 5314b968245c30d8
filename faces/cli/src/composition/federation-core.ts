// SPDX-License-Identifier: Apache-2.0
// The Federation Core over a home: the generator with its two keys, and the bridge to a publisher.
import {
  asAdviseSigner,
  asMintSigner,
  AuthorizationPolicy,
  FederationCoreBridge,
  ReceiptGenerator,
  type PublisherPort,
} from '@marketops/authority';
import { lazySigner } from './lazy-signer.ts';
import { openMintSigner } from './mint-signer.ts';
import type { OpenedHome } from './opened-home.ts';

/** Opens the generator; its keys are read from disk when something is signed. */
export async function openGenerator(home: OpenedHome): Promise<ReceiptGenerator> {
  const { machine, store, pins, files } = home;
  return new ReceiptGenerator({
    ...machine,
    store: store.authority,
    authorization: openAuthorization(home),
    mintSigner: asMintSigner(await openMintSigner(home)),
    adviseSigner: asAdviseSigner(await lazySigner(files.adviseKey)),
    audience: pins.audience,
    actor: pins.trustRoot.authority,
  });
}

/** Opens what weighs plans; it mints nothing. */
export function openAuthorization({ policy, machine }: OpenedHome): AuthorizationPolicy {
  return new AuthorizationPolicy({ policy, verifier: machine.verifier });
}

/** Opens the bridge to a publisher. */
export async function openBridge(
  home: OpenedHome,
  publisher: PublisherPort,
): Promise<FederationCoreBridge> {
  const generator = await openGenerator(home);
  return new FederationCoreBridge({ generator, publisher });
}
