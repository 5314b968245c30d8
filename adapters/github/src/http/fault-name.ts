// SPDX-License-Identifier: Apache-2.0
// Names what went wrong on the network without ever quoting an error's message, which could carry a
// header, a URL or a proxy's password.
import { DeadlineError } from './deadline.ts';
import { UploadContentError } from './upload-body.ts';

/** How the HTTP client says that a proxy would not open a tunnel. */
const proxyPattern = /^Proxy response \(([0-9]{3})\)/;
const codePattern = /^[A-Z][A-Z0-9_]{1,63}$/;

/** A short, secret-free name of a fault: a code such as `ECONNRESET`, or the error's class. */
export function faultName(error: unknown): string {
  if (error instanceof DeadlineError || error instanceof UploadContentError) return error.message;
  const proxyStatus = error instanceof Error ? proxyPattern.exec(error.message)?.[1] : undefined;
  if (proxyStatus !== undefined) return `proxy answered ${proxyStatus}`;
  return codeOf(error) ?? codeOf(causeOf(error)) ?? className(error);
}

function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' && codePattern.test(error.code) ? error.code : null;
}

function causeOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : null;
}

function className(error: unknown): string {
  return error instanceof Error ? error.constructor.name : 'unknown fault';
}
