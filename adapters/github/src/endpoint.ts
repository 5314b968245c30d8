// SPDX-License-Identifier: Apache-2.0
// Where GitHub is: one API origin and one upload origin, fixed before the first request. Every URL
// that GitHub sends is held against them.
import {
  accepted,
  describeText,
  parseHostName,
  refused,
  type HostName,
  type Parsed,
} from '@marketops/core';

/** One GitHub. */
export interface GitHubEndpoint {
  /** The host as operations name it: `github.com`, `github.example`, `127.0.0.1:8080`. */
  readonly host: HostName;
  /** Without a slash at its end. */
  readonly apiUrl: string;
  /** Without a slash at its end. */
  readonly uploadUrl: string;
  /** Whether it is this machine. */
  readonly loopback: boolean;
}

/** What an endpoint is made from. */
export interface EndpointText {
  readonly apiUrl: string;
  /** Only for a host whose upload URL does not follow from its API URL. */
  readonly uploadUrl?: string;
}

const loopbackPattern = /^(?:localhost|127(?:\.[0-9]{1,3}){3}|\[::1\])$/;
const dataResidencyPattern = /^api\.([a-z0-9-]+\.ghe\.com)$/;

/**
 * Reads the base URL of an API: `https://api.github.com`, `https://HOST/api/v3` of a GitHub
 * Enterprise Server, `https://api.NAME.ghe.com`, or `http://127.0.0.1:PORT` of an emulator.
 *
 * HTTPS is required unless the host is this machine. A URL with a user, a query or a fragment is
 * refused, and so is the web address of a GitHub whose API is elsewhere.
 */
export function parseGitHubEndpoint(text: EndpointText): Parsed<GitHubEndpoint> {
  const api = parseBase(text.apiUrl, '/apiUrl');
  if (!api.ok) return api;
  const meant = apiOfWebAddress(api.value);
  if (meant !== null) return refused('/apiUrl', meant, describeText(text.apiUrl));
  const uploadText = text.uploadUrl ?? defaultUploadUrl(api.value);
  const upload = parseBase(uploadText, '/uploadUrl');
  if (!upload.ok) return upload;
  const loopback = loopbackPattern.test(api.value.hostname);
  if (loopback !== loopbackPattern.test(upload.value.hostname)) {
    return refused('/uploadUrl', 'API and uploads both on this machine or neither', uploadText);
  }
  const host = parseHostName(operationHost(api.value));
  if (!host.ok) return refused('/apiUrl', host.problem.expected, host.problem.found);
  return accepted({
    host: host.value,
    apiUrl: withoutSlash(api.value),
    uploadUrl: withoutSlash(upload.value),
    loopback,
  });
}

function parseBase(text: string, path: string): Parsed<URL> {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    return refused(path, 'an https:// URL', describeText(text));
  }
  if (url.username !== '' || url.password !== '') {
    return refused(path, 'a URL without user and password', 'one with them');
  }
  if (url.search !== '' || url.hash !== '') {
    return refused(path, 'a URL without query and fragment', describeText(text));
  }
  if (url.protocol === 'http:' && !loopbackPattern.test(url.hostname)) {
    return refused(path, 'https:// for every host but this machine', describeText(text));
  }
  return accepted(url);
}

/** The base URL of the API where `url` names a GitHub, but not its API; null where it may be one. */
function apiOfWebAddress({ hostname, pathname }: URL): string | null {
  if (/^(?:www\.)?github\.com$/.test(hostname)) return 'https://api.github.com';
  if (/^[a-z0-9-]+\.ghe\.com$/.test(hostname)) return `https://api.${hostname}`;
  const isApi = hostname === 'api.github.com' || dataResidencyPattern.test(hostname);
  return isApi && /[^/]/.test(pathname) ? `https://${hostname}` : null;
}

function defaultUploadUrl(api: URL): string {
  if (api.hostname === 'api.github.com') return 'https://uploads.github.com';
  const dataResidency = dataResidencyPattern.exec(api.hostname)?.[1];
  if (dataResidency !== undefined) return `https://uploads.${dataResidency}`;
  const base = withoutSlash(api);
  return base.endsWith('/api/v3') ? `${base.slice(0, -'/v3'.length)}/uploads` : base;
}

function operationHost(api: URL): string {
  if (api.hostname === 'api.github.com') return 'github.com';
  return dataResidencyPattern.exec(api.hostname)?.[1] ?? api.host;
}

function withoutSlash(url: URL): string {
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}
