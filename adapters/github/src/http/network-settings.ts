// SPDX-License-Identifier: Apache-2.0
// How the network is reached: proxy and certificate authorities. The composition root reads the
// environment once through here; nothing deeper looks at it.
import { accepted, refused, type Parsed } from '@marketops/core';
import { Secret } from '../secret.ts';

/** How the network is reached. */
export interface NetworkSettings {
  /** The proxy for everything but loopback and `noProxy`; a secret, since it may hold a password. */
  readonly proxy: Secret | null;
  /** Hosts that are reached directly, as NO_PROXY spells them. */
  readonly noProxy: string;
  /** Certificates in PEM that are trusted beside those of Node and NODE_EXTRA_CA_CERTS. */
  readonly extraCertificates: readonly string[];
}

/** The environment's variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** No proxy, and the certificate authorities that Node trusts. */
export const NETWORK_DIRECT: NetworkSettings = { proxy: null, noProxy: '', extraCertificates: [] };

/**
 * Reads HTTPS_PROXY, HTTP_PROXY and NO_PROXY in either case; the lower case wins, and HTTP_PROXY
 * serves where HTTPS_PROXY is absent. NODE_EXTRA_CA_CERTS is read by Node itself.
 *
 * Refused: NODE_TLS_REJECT_UNAUTHORIZED=0, which would let anybody answer as GitHub.
 */
export function readNetworkSettings(environment: Environment): Parsed<NetworkSettings> {
  if (environment['NODE_TLS_REJECT_UNAUTHORIZED'] === '0') {
    return refused(
      '/NODE_TLS_REJECT_UNAUTHORIZED',
      'no such variable: certificates are always verified; trust your own authority through ' +
        'NODE_EXTRA_CA_CERTS instead',
      '"0"',
    );
  }
  const found = firstOf(environment, ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY']);
  if (found !== null && !isProxyUrl(found.value)) {
    return refused(
      `/${found.name}`,
      'the URL of a proxy, http://HOST:PORT or https://HOST:PORT',
      'another text, not shown since it may hold a password',
    );
  }
  const noProxy = firstOf(environment, ['no_proxy', 'NO_PROXY']);
  return accepted({
    proxy: found === null ? null : new Secret(found.value),
    noProxy: noProxy?.value ?? '',
    extraCertificates: [],
  });
}

function firstOf(
  environment: Environment,
  names: readonly string[],
): { readonly name: string; readonly value: string } | null {
  for (const name of names) {
    const value = environment[name];
    if (value !== undefined && value !== '') return { name, value };
  }
  return null;
}

function isProxyUrl(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && (url.protocol === 'http:' || url.protocol === 'https:');
}
