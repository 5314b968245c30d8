// SPDX-License-Identifier: Apache-2.0
// Goal: the parts of the system are found under the names that its first description gave them.
import { describe, expect, it } from 'vitest';
import { AuthorizationPolicy, FederationCoreBridge, ReceiptGenerator } from '@marketops/authority';
import type { EnforceableReceipt } from '@marketops/core';
import { GitHubClient } from '@marketops/github';
import {
  GitHubPublisher,
  RateLimitManager,
  ReceiptBindingValidator,
  RecoveryStrategy,
} from '@marketops/publisher';
import { sampleReceipt, sampleTagRepo } from '@marketops/testkit';

describe('a founding name', () => {
  it.each([
    ['AuthorizationPolicy', AuthorizationPolicy],
    ['FederationCoreBridge', FederationCoreBridge],
    ['GitHubClient', GitHubClient],
    ['GitHubPublisher', GitHubPublisher],
    ['RateLimitManager', RateLimitManager],
    ['ReceiptBindingValidator', ReceiptBindingValidator],
    ['ReceiptGenerator', ReceiptGenerator],
    ['RecoveryStrategy', RecoveryStrategy],
  ])('%s stands', (name, part) => {
    expect(part.name).toBe(name);
    expect(String(part)).toMatch(/^class /);
  });

  it('EnforceableReceipt stands for what alone authorizes', () => {
    const authorizes = ({ enforceable }: EnforceableReceipt): true => enforceable;
    expect(authorizes(sampleReceipt(sampleTagRepo(), []))).toBe(true);
  });
});
