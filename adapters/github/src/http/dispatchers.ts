// SPDX-License-Identifier: Apache-2.0
// The connections to one host: verified TLS, through the proxy where one is set, HTTP/1.1 alone.
import { getCACertificates } from 'node:tls';
import { Agent, EnvHttpProxyAgent, type Dispatcher } from 'undici';
import type { NetworkSettings } from './network-settings.ts';
import type { Dispatchers } from './undici-transport.ts';

/** What the connections need to know. */
export interface DispatcherSettings {
  readonly network: NetworkSettings;
  /** Whether the host is this machine, which no proxy stands before. */
  readonly loopback: boolean;
  readonly connectDeadlineMs: number;
}

interface TlsOptions {
  readonly rejectUnauthorized: true;
  readonly minVersion: 'TLSv1.2';
  readonly ca?: string[];
}

/** Requests one after another on a connection that is kept. */
const keptAlive = 1;
/** A connection for each request. */
const closedAfterUse = 0;

/** The connections for reads and for writes. */
export function openDispatchers(settings: DispatcherSettings): Dispatchers {
  return {
    reads: openDispatcher(settings, keptAlive),
    writes: openDispatcher(settings, closedAfterUse),
  };
}

function openDispatcher(settings: DispatcherSettings, pipelining: number): Dispatcher {
  const { network, loopback, connectDeadlineMs } = settings;
  const tls = tlsOptions(network);
  const options = {
    pipelining,
    connectTimeout: connectDeadlineMs,
    // HTTP/2 clients repeat streams that the other side refused.
    allowH2: false,
    strictContentLength: true,
    connect: { ...tls, timeout: connectDeadlineMs },
  };
  if (network.proxy === null || loopback) return new Agent(options);
  return new EnvHttpProxyAgent({
    ...options,
    requestTls: tls,
    proxyTls: tls,
    httpProxy: network.proxy.reveal(),
    httpsProxy: network.proxy.reveal(),
    // Given even where it is empty: left out, the agent would read the environment itself.
    noProxy: network.noProxy,
  });
}

function tlsOptions(network: NetworkSettings): TlsOptions {
  // Said outright, so that no variable of the environment can turn verification off.
  const verified = { rejectUnauthorized: true, minVersion: 'TLSv1.2' } as const;
  if (network.extraCertificates.length === 0) return verified;
  return { ...verified, ca: [...getCACertificates('default'), ...network.extraCertificates] };
}
