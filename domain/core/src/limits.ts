// SPDX-License-Identifier: Apache-2.0
// Every limit of docs/reference/limits.md, with its unit. Over a limit is refused when proposed, never
// truncated.

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/** The limits that formats and checks hold to. */
export const LIMITS = {
  jsonDepthMax: 32,
  planOperationsMax: 100,
  planBytesMax: 16_777_216,
  envelopeBytesMax: 1_048_576,
  releaseBodyCharactersMax: 125_000,
  pullRequestBodyCharactersMax: 65_536,
  titleCharactersMax: 256,
  messageCharactersMax: 65_536,
  assetBytesMin: 1,
  assetBytesMax: 2_147_483_647,
  assetsPerReleaseMax: 1_000,
  pullRequestFilesMax: 1_000,
  pullRequestFileBytesMax: 10_485_760,
  auditRecordBytesMax: 65_535,
  approvalsPerReceiptMax: 32,
  approvalRequestLifetimeMs: 72 * hourMs,
  receiptLifetimeMsDefault: 15 * minuteMs,
  receiptLifetimeMsMax: 24 * hourMs,
  receiptAgeMsMax: 24 * hourMs,
  clockLeewayMs: 30 * secondMs,
} as const;
