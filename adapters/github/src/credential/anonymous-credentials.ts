// SPDX-License-Identifier: Apache-2.0
// No credential at all: what a dry run of a public repository needs.
import { digestOfBytes, type GitHubReply } from '@marketops/core';
import { refusedHere, withoutTraffic } from '../api/failure.ts';
import type {
  Bearer,
  CredentialPurpose,
  CredentialSource,
  CredentialTarget,
  OperationCredential,
} from './operation-credential.ts';

/** Reads without saying who reads. */
export class AnonymousCredentials implements CredentialSource {
  async open(
    _target: CredentialTarget,
    purpose: CredentialPurpose,
  ): Promise<GitHubReply<OperationCredential>> {
    return purpose.kind === 'read'
      ? withoutTraffic(new Anonymous())
      : refusedHere('an operation needs a credential');
  }
}

class Anonymous implements OperationCredential {
  readonly kind = 'none';
  readonly ofInstallation = false;
  readonly tokenSha256 = digestOfBytes(new Uint8Array());
  readonly current = (): Bearer => 'anonymous';

  async actorId(): Promise<GitHubReply<null>> {
    return withoutTraffic(null);
  }

  async renew(): Promise<GitHubReply<null>> {
    return refusedHere('an anonymous reader has no credential to renew');
  }

  async close(): Promise<void> {
    // Nothing is held.
  }
}
