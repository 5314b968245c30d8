// SPDX-License-Identifier: Apache-2.0
// Goal: the product as it is shipped, packed and installed by npm away from this checkout, does the main
// job; its bytes follow from the sources, and it carries the terms of everything in it.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { globSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildMarketops, type BuiltMarketops } from '../../build/build-marketops.ts';
import { repositoryRoot } from '../planted-tree.ts';

const place = realpathSync(mkdtempSync(join(tmpdir(), 'marketops-product-')));
const product = join(place, 'product');
const installed = join(place, 'installed');
const again = join(place, 'again');
let built: BuiltMarketops;
let builtAgain: BuiltMarketops;

function run(program: string, args: readonly string[], cwd = place) {
  const path = [dirname(process.execPath), process.env['PATH']].join(delimiter);
  const { NODE_COMPILE_CACHE: _, ...environment } = process.env;
  const env = { ...environment, PATH: path };
  return spawnSync(program, args, { cwd, env, encoding: 'utf8' });
}

const marketops = (...args: readonly string[]) => run(join(installed, 'bin/marketops'), args);

function textOf(path: string, folder = product): string {
  return readFileSync(join(folder, path), 'utf8');
}

const codeFiles = () => globSync('program/*.mjs', { cwd: product });

beforeAll(async () => {
  built = await buildMarketops(product);
  builtAgain = await buildMarketops(again);
  mkdirSync(installed);
  const packed = run('npm', ['pack', '--json', product]);
  const [{ filename }] = JSON.parse(packed.stdout);
  const flags = ['--offline', '--no-audit', '--no-fund', '--prefix', installed];
  const { status, stderr } = run('npm', ['install', '--global', ...flags, join(place, filename)]);
  if (status !== 0) throw new Error(`npm install ended with exit code ${status}: ${stderr}`);
});

afterAll(() => rmSync(place, { recursive: true, force: true }));

describe('the installed product', () => {
  it('says the version of the repository', () => {
    const { version } = JSON.parse(textOf('package.json', repositoryRoot));
    expect(marketops('--version').stdout).toBe(`${version}\n`);
  });

  it('does the main job and proves it', () => {
    const { status, stdout, stderr } = marketops('demo', '--json', '--home', join(place, 'state'));
    expect(status, stderr).toBe(0);
    const { operations, refusals, evidence, trust } = JSON.parse(stdout);
    expect(operations).toEqual([
      expect.objectContaining({ kind: 'tag_repo', status: 'success' }),
      expect.objectContaining({ kind: 'publish_release', status: 'success' }),
      expect.objectContaining({ kind: 'open_pr', status: 'success' }),
    ]);
    expect(refusals).toHaveLength(6);
    expect(evidence).toHaveLength(3);
    expect(marketops('verify', evidence[0], '--trust', trust).status).toBe(0);
  });

  it('holds every file of the build, byte for byte', () => {
    const folder = join(installed, 'lib/node_modules/marketops');
    const lines = textOf('SHA256SUMS', folder).trimEnd().split('\n');
    expect(lines).toHaveLength(built.files - 1);
    for (const line of lines) {
      const [digest, path = ''] = line.split('  ');
      const content = readFileSync(join(folder, path));
      expect(createHash('sha256').update(content).digest('hex'), path).toBe(digest);
    }
  });

  it('says on an older Node which one it needs', () => {
    const older = `data:text/javascript,Object.defineProperty(process.versions,'node',{value:'22.1.0'})`;
    const command = join(product, 'bin/marketops.mjs');
    const { status, stderr } = run(process.execPath, ['--import', older, command, '--version']);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^marketops: found Node 22\.1\.0; expected Node >= 24; install/);
  });
});

describe('the build', () => {
  it('has the same bytes a second time', () => {
    expect(builtAgain).toEqual(built);
    expect(textOf('SHA256SUMS', again)).toBe(textOf('SHA256SUMS'));
  });

  it('says how large it is and what its main file is', () => {
    const files = globSync('**', { cwd: product, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    expect(built.files).toBe(files.length);
    expect(built.main).toBe('program/main.mjs');
    expect(textOf('SHA256SUMS')).toContain(`${built.mainSha256}  program/main.mjs\n`);
  });

  it('names no place of this machine', () => {
    const folders = ['domain', 'adapters', 'faces', 'node_modules'];
    const named = folders.map((folder) => join(repositoryRoot, folder));
    const naming = codeFiles().filter((path) => named.some((name) => textOf(path).includes(name)));
    expect(naming).toEqual([]);
  });

  it('names in its notices exactly the packages that it has parts of', () => {
    // The bundler writes above each module which one it is.
    const module = /^(?:\/\/#region |\/\/ )(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\//gm;
    const inCode = codeFiles().flatMap((path) =>
      [...textOf(path).matchAll(module)].map(([, name]) => name),
    );
    const beside = globSync('program/assets/packages/{@*/*,[!@]*}', { cwd: product });
    const names = beside.map((path) => path.replace('program/assets/packages/', ''));
    const headings = textOf('THIRD-PARTY-NOTICES.md').matchAll(/^## (\S+) \S+$/gm);
    const noticed = new Set([...headings].map(([, name]) => name));
    expect(noticed).toEqual(new Set([...inCode, ...names, 'rolldown']));
  });

  it('loads nothing of the embedded GitHub before it is asked for', () => {
    const loaded = new Set(['main.mjs']);
    for (const name of loaded) {
      const text = textOf(join('program', name));
      for (const [, other = ''] of text.matchAll(/^import .*"\.\/(.+)";$/gm)) loaded.add(other);
      expect(text).not.toMatch(/^\/\/ doubles\//m);
    }
    expect(codeFiles().some((path) => /^\/\/ doubles\//m.test(textOf(path)))).toBe(true);
  });
});
