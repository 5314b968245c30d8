// SPDX-License-Identifier: Apache-2.0
// Which GitHub a base URL means, and which base URLs are refused.
import { describe, expect, test } from 'vitest';
import { parseGitHubEndpoint } from '../src/index.ts';

describe('a base URL names', () => {
  test.each([
    ['https://api.github.com', 'github.com', 'https://uploads.github.com', false],
    ['https://api.github.com/', 'github.com', 'https://uploads.github.com', false],
    [
      'https://github.example/api/v3',
      'github.example',
      'https://github.example/api/uploads',
      false,
    ],
    [
      'https://github.example:8443/api/v3/',
      'github.example:8443',
      'https://github.example:8443/api/uploads',
      false,
    ],
    ['https://api.octo.ghe.com', 'octo.ghe.com', 'https://uploads.octo.ghe.com', false],
    ['http://127.0.0.1:8080', '127.0.0.1:8080', 'http://127.0.0.1:8080', true],
    ['http://localhost:8080', 'localhost:8080', 'http://localhost:8080', true],
  ])('%s: host %s, uploads to %s', (apiUrl, host, uploadUrl, loopback) => {
    const parsed = parseGitHubEndpoint({ apiUrl });
    expect(parsed).toMatchObject({
      ok: true,
      value: { host, uploadUrl, loopback, apiUrl: apiUrl.replace(/\/$/, '') },
    });
  });

  test('an upload URL of its own where one is given', () => {
    const parsed = parseGitHubEndpoint({
      apiUrl: 'http://127.0.0.1:8080',
      uploadUrl: 'http://127.0.0.1:8081/uploads',
    });
    expect(parsed).toMatchObject({
      ok: true,
      value: { uploadUrl: 'http://127.0.0.1:8081/uploads' },
    });
  });
});

describe('a base URL is refused', () => {
  test.each([
    ['without TLS', 'http://github.example/api/v3', '/apiUrl'],
    ['that only looks like this machine', 'http://127.0.0.1.example', '/apiUrl'],
    ['with a user', 'https://alice@github.example/api/v3', '/apiUrl'],
    ['with a password', 'https://alice:secret@github.example/api/v3', '/apiUrl'],
    ['with a query', 'https://github.example/api/v3?token=secret', '/apiUrl'],
    ['with a fragment', 'https://github.example/api/v3#x', '/apiUrl'],
    ['of another scheme', 'ftp://github.example', '/apiUrl'],
    ['that is none', 'github.example', '/apiUrl'],
  ])('%s: %s', (_why, apiUrl, path) => {
    const parsed = parseGitHubEndpoint({ apiUrl });
    expect(parsed).toMatchObject({ ok: false, problem: { path } });
    expect(JSON.stringify(parsed)).not.toContain(':secret');
  });

  test.each([
    ['https://github.com', 'https://api.github.com'],
    ['https://www.github.com/', 'https://api.github.com'],
    ['https://api.github.com/api/v3', 'https://api.github.com'],
    ['https://octo.ghe.com', 'https://api.octo.ghe.com'],
    ['https://api.octo.ghe.com/api/v3', 'https://api.octo.ghe.com'],
  ])('that is no API: %s, where %s was meant', (apiUrl, expected) => {
    expect(parseGitHubEndpoint({ apiUrl })).toMatchObject({
      ok: false,
      problem: { path: '/apiUrl', expected, found: expect.stringContaining(apiUrl) },
    });
  });

  test('whose uploads would leave this machine', () => {
    const parsed = parseGitHubEndpoint({
      apiUrl: 'http://127.0.0.1:8080',
      uploadUrl: 'https://uploads.example',
    });
    expect(parsed).toMatchObject({ ok: false, problem: { path: '/uploadUrl' } });
  });
});
