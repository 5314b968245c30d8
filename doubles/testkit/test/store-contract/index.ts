// SPDX-License-Identifier: Apache-2.0
// The store contracts. They register vitest suites, so that only tests import them.
export { publisherStoreContract } from './publisher-store-contract.ts';
