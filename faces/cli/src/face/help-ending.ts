// SPDX-License-Identifier: Apache-2.0
// What stands below every list of commands: the settings that come from the environment, and what exit
// codes mean.

/** The ending of `marketops help`. */
export const helpEnding = `
Settings, all from the environment; secrets are never given by a flag:
  MARKETOPS_HOME                     the home, instead of .marketops; --home outweighs it
  MARKETOPS_DATABASE                 sqlite:PATH, instead of marketops.db in the home
  MARKETOPS_GITHUB_API               base URL of the API, instead of https://api.github.com;
                                     https://HOST/api/v3 for GitHub Enterprise Server
  MARKETOPS_GITHUB_UPLOADS           base URL of uploads, where it does not follow from the API's
  MARKETOPS_GITHUB_READ_TOKEN        a token that can only read, for planning; or, in a file,
  MARKETOPS_GITHUB_READ_TOKEN_FILE
  MARKETOPS_GITHUB_APP_ID            the GitHub App that publishes, with the file of its private key
  MARKETOPS_GITHUB_APP_KEY_FILE
  MARKETOPS_GITHUB_TOKEN             a token that publishes, where there is no App; or, in a file,
  MARKETOPS_GITHUB_TOKEN_FILE
  MARKETOPS_MINT_COMMAND             a command that signs receipts, where the mint's key is elsewhere
  MARKETOPS_PROPOSER                 who proposes, instead of plan --proposer
  MARKETOPS_ON_BEHALF_OF             the person behind it, instead of plan --on-behalf-of
  HTTPS_PROXY, NO_PROXY, NODE_EXTRA_CA_CERTS, NO_COLOR, FORCE_COLOR as everywhere

Exit codes:
  0 done                             5 approvals missing
  1 unexpected failure               6 the plan is stale
  2 usage or configuration           7 receipt refused
  3 denied by policy or a check      8 verification failed
  4 authentication needed            9 outcome unknown
                                   130 interrupted`;
