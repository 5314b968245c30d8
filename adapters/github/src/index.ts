// SPDX-License-Identifier: Apache-2.0
// The public surface of the GitHub adapter, listed name by name.
export { parseToken } from './secret.ts';
export { parseGitHubEndpoint } from './endpoint.ts';
export { type TrafficLimits } from './limits.ts';
export { NETWORK_DIRECT, readNetworkSettings } from './http/network-settings.ts';
export { parseGitHubApp } from './credential/github-app.ts';
export { type ReadCredential, type WriteCredential } from './credential/credential-source.ts';
export { GitHubConnection } from './github-connection.ts';
export { GitHubClient } from './github-client.ts';
export { HttpGitHubSessions } from './http-github-sessions.ts';
export { HttpGitHubReaders } from './http-github-readers.ts';
export { HttpRepositoryReaders } from './http-repository-readers.ts';
