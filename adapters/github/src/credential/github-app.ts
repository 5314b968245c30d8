// SPDX-License-Identifier: Apache-2.0
// A GitHub App as this machine holds it: its id and the private key by which it proves itself to
// GitHub for minutes at a time.
import { createPrivateKey, sign, type KeyObject } from 'node:crypto';
import {
  accepted,
  base64UrlEncode,
  describeText,
  instantToMs,
  refused,
  utf8Encode,
  type Clock,
  type Parsed,
} from '@marketops/core';
import { Secret } from '../secret.ts';

/** A GitHub App. */
export interface GitHubApp {
  /** Its number, or its client id. */
  readonly appId: string;
  readonly privateKey: KeyObject;
}

/** Set back, since GitHub refuses what seems to come from the future. */
const issuedBackSeconds = 60;
/** GitHub allows ten minutes. */
const lifetimeSeconds = 540;

const appIdPattern = /^(?:[1-9][0-9]{0,15}|Iv[A-Za-z0-9.]{8,40})$/;

/** Accepts an App's id and its private key in PEM, as GitHub gives it out. The key is not echoed. */
export function parseGitHubApp(appId: string, pem: string): Parsed<GitHubApp> {
  if (!appIdPattern.test(appId)) {
    return refused('/appId', 'the number or client id of a GitHub App', describeText(appId));
  }
  const privateKey = readPrivateKey(pem);
  return privateKey === null || privateKey.asymmetricKeyType !== 'rsa'
    ? refused('/privateKey', 'an RSA private key in PEM', 'something else, not shown')
    : accepted({ appId, privateKey });
}

/** A JSON web token (RS256) by which the App speaks for itself. */
export function makeAppToken({ appId, privateKey }: GitHubApp, clock: Clock): Secret {
  const nowSeconds = Math.floor(instantToMs(clock.now()) / 1_000);
  const header = encodePart({ alg: 'RS256', typ: 'JWT' });
  const claims = encodePart({
    iat: nowSeconds - issuedBackSeconds,
    exp: nowSeconds + lifetimeSeconds,
    iss: appId,
  });
  const signature = sign('sha256', utf8Encode(`${header}.${claims}`), privateKey);
  return new Secret(`${header}.${claims}.${base64UrlEncode(signature)}`);
}

function encodePart(part: Readonly<Record<string, string | number>>): string {
  return base64UrlEncode(utf8Encode(JSON.stringify(part)));
}

function readPrivateKey(pem: string): KeyObject | null {
  try {
    return createPrivateKey(pem);
  } catch {
    return null;
  }
}
