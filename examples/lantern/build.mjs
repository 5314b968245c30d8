// SPDX-License-Identifier: Apache-2.0
// Builds the release: an archive, a list of what is in it, and their checksums, in `dist/`; the
// installation page of the new version in `build/`. The same sources give the same bytes: the
// archive holds no dates, no users and no other order than that of its names.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

const root = import.meta.dirname;
const { name, version } = JSON.parse(read('package.json').toString('utf8'));
const released = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'package.json',
  'src/lantern.mjs',
  'src/morse.mjs',
];
const executable = new Set(['src/lantern.mjs']);

const folder = `${name}-${version}`;
const archive = gzipSync(tar(released.map((path) => ({ path, content: read(path) }))), {
  level: 9,
});
const files = released.map((path) => {
  const content = read(path);
  return `${sha256(content)} ${String(content.length).padStart(8)} ${folder}/${path}`;
});

rmSync(join(root, 'dist'), { recursive: true, force: true });
const outputs = [
  { path: `dist/${folder}.tar.gz`, content: archive },
  { path: `dist/${folder}.files.txt`, content: Buffer.from(`${files.join('\n')}\n`) },
];
const sums = outputs.map(
  ({ path, content }) => `${sha256(content)}  ${path.slice('dist/'.length)}`,
);
write('dist/SHA256SUMS', Buffer.from(`${sums.join('\n')}\n`));
for (const { path, content } of outputs) write(path, content);
const page = read('templates/install.md').toString('utf8').replaceAll('VERSION', version);
write('build/docs/install.md', Buffer.from(page));

/** @param {string} path */
function read(path) {
  return readFileSync(join(root, path));
}

/**
 * @param {string} path
 * @param {Buffer} content
 */
function write(path, content) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

/** @param {Buffer} content */
function sha256(content) {
  return createHash('sha256').update(content).digest('hex');
}

/**
 * A POSIX archive (ustar): a header of 512 bytes a file, its content filled up to 512, two empty
 * blocks at the end.
 *
 * @param {{ path: string, content: Buffer }[]} entries
 */
function tar(entries) {
  const blocks = entries.flatMap(({ path, content }) => [
    tarHeader(`${folder}/${path}`, content.length, executable.has(path) ? 0o755 : 0o644),
    content,
    Buffer.alloc((512 - (content.length % 512)) % 512),
  ]);
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

/**
 * @param {string} path
 * @param {number} size
 * @param {number} mode
 */
function tarHeader(path, size, mode) {
  const header = Buffer.alloc(512);
  header.write(path, 0, 100, 'utf8');
  header.write(octal(mode, 7), 100);
  header.write(octal(0, 7), 108);
  header.write(octal(0, 7), 116);
  header.write(octal(size, 11), 124);
  header.write(octal(0, 11), 136);
  header.write('        ', 148);
  header.write('0', 156);
  header.write('ustar\u000000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${octal(sum, 6)}\0 `, 148);
  return header;
}

/**
 * @param {number} value
 * @param {number} digits
 */
function octal(value, digits) {
  return value.toString(8).padStart(digits, '0');
}
