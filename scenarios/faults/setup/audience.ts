// SPDX-License-Identifier: Apache-2.0
// Whom the receipts of a scenario are addressed to, for those who mint them and for the publisher.

/** The publisher that receipts are addressed to. */
export const audience = 'urn:marketops:publisher:faults';
