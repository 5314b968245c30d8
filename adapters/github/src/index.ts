// SPDX-License-Identifier: Apache-2.0
// The public surface of the GitHub adapter, listed name by name.
export { Secret, parseToken } from './secret.ts';
export { parseGitHubEndpoint, type EndpointText, type GitHubEndpoint } from './endpoint.ts';
export { TRAFFIC_LIMITS_DEFAULT, type TrafficLimits } from './limits.ts';
export {
  NETWORK_DIRECT,
  readNetworkSettings,
  trustCertificates,
  type Environment,
  type NetworkSettings,
} from './http/network-settings.ts';
export { parseGitHubApp, type GitHubApp } from './credential/github-app.ts';
export { type ReadCredential, type WriteCredential } from './credential/credential-source.ts';
export { GitHubConnection, type GitHubConnectionSettings } from './github-connection.ts';
export { GitHubClient } from './github-client.ts';
export { HttpGitHubSessions } from './http-github-sessions.ts';
export { HttpGitHubReaders } from './http-github-readers.ts';
export { HttpRepositoryReaders } from './http-repository-readers.ts';
