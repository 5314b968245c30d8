// SPDX-License-Identifier: Apache-2.0
// Makes a real git repository of this example: `node make-history.mjs TARGET`. A repository cannot
// lie inside another, so its history is made where it is needed. Dates and authors are fixed: the
// same sources give the same commits, tags and release files everywhere.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  realpathSync,
  writeFileSync,
} from 'node:fs';
import { devNull } from 'node:os';
import { dirname, join } from 'node:path';

const source = import.meta.dirname;
const carol = 'Carol Example <carol@lantern.example>';
const dave = 'Dave Example <dave@lantern.example>';

/** What git leaves out. No file of that name lies here, since npm would not pack it with the rest. */
const ignored = 'dist/\nbuild/\n';

/**
 * One commit: what it is called, who made it when, which files it adds or brings to their final
 * content, and which files it rewrites to an earlier state.
 *
 * @typedef {object} Step
 * @property {string} message
 * @property {string} author
 * @property {string} date
 * @property {string[]} files
 * @property {string} version The version that the package and the changelog stand at.
 * @property {Record<string, (text: string) => string>} [earlier]
 * @property {string} [tag]
 */

/** The command before it could decode or read its standard input. */
const encodeOnly = (/** @type {string} */ text) =>
  text
    .replace(/^\/\/ The command.*$/m, '// The command `lantern`: encodes its arguments.')
    .replace("import { text } from 'node:stream/consumers';\n", '')
    .replace('import { decode, encode }', 'import { encode }')
    .replace('encode|decode [TEXT]...', 'encode TEXT...')
    .replace("command === 'encode' || command === 'decode'", "command === 'encode'")
    .replace(/ {2}const given = .*\n/, '')
    .replace(/`\$\{command === .*\}\\n`/, "`${encode(rest.join(' '))}\\n`");

/** The code before it could be read backwards. */
const withoutDecode = (/** @type {string} */ text) =>
  text
    .replace(/\/\*\* @type .*\nconst characters = .*\n\n/, '')
    .replace(/\/\*\*\n \* The text of Morse code[\s\S]*?\n}\n\n/, '');

/** @type {Step[]} */
const steps = [
  {
    message: 'feat: Morse code for letters, figures and punctuation\n',
    author: carol,
    date: '2026-01-19T09:00:00Z',
    version: '1.0.0',
    files: ['.gitignore', 'CHANGELOG.md', 'LICENSE', 'package.json', 'src/morse.mjs'],
    earlier: { 'src/morse.mjs': withoutDecode },
    tag: 'v1.0.0',
  },
  {
    message: 'feat: the command lantern encode\n',
    author: dave,
    date: '2026-02-06T14:30:00Z',
    version: '1.0.0',
    files: ['src/lantern.mjs'],
    earlier: { 'src/lantern.mjs': encodeOnly },
  },
  {
    message: 'build: an archive that comes out the same everywhere\n',
    author: carol,
    date: '2026-02-09T08:15:00Z',
    version: '1.0.0',
    files: ['build.mjs', 'templates/install.md', 'docs/install.md'],
  },
  {
    message: 'Release 1.1.0\n',
    author: carol,
    date: '2026-02-09T10:00:00Z',
    version: '1.1.0',
    files: ['CHANGELOG.md', 'package.json'],
    tag: 'v1.1.0',
  },
  {
    message: 'feat: lantern decode, and both commands read standard input\n',
    author: dave,
    date: '2026-02-26T16:45:00Z',
    version: '1.1.0',
    files: ['README.md', 'src/lantern.mjs', 'src/morse.mjs'],
  },
  {
    message: 'build: publish with MarketOps\n',
    author: dave,
    date: '2026-03-02T09:20:00Z',
    version: '1.1.0',
    files: ['marketops.yaml'],
  },
  {
    message: 'Release 1.2.0\n',
    author: carol,
    date: '2026-03-02T11:00:00Z',
    version: '1.2.0',
    files: ['CHANGELOG.md', 'package.json'],
  },
];

/**
 * Makes the repository in a folder that is empty or not there, and builds its release files.
 *
 * @param {string} target
 * @returns {{ head: string }} the commit on the branch `main`
 */
export function makeHistory(target) {
  if (existsSync(target) && readdirSync(target).length > 0) {
    throw new Error(`expected an empty folder or none, found files in ${target}`);
  }
  mkdirSync(target, { recursive: true });
  git(target, ['init', '--quiet', '--initial-branch=main']);
  for (const step of steps) commit(target, step);
  execFileSync(process.execPath, [join(target, 'build.mjs')], { stdio: 'inherit' });
  return { head: git(target, ['rev-parse', 'HEAD']).trim() };
}

/**
 * @param {string} target
 * @param {Step} step
 */
function commit(target, step) {
  for (const path of step.files) {
    const to = join(target, path);
    mkdirSync(dirname(to), { recursive: true });
    const earlier = step.earlier?.[path] ?? ((/** @type {string} */ text) => text);
    writeFileSync(to, earlier(atVersion(path, step.version)));
    chmodSync(to, path === 'src/lantern.mjs' ? 0o755 : 0o644);
  }
  const [name, email] = step.author.slice(0, -1).split(' <');
  const person = {
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: email,
    GIT_AUTHOR_DATE: step.date,
    GIT_COMMITTER_NAME: name,
    GIT_COMMITTER_EMAIL: email,
    GIT_COMMITTER_DATE: step.date,
  };
  git(target, ['add', '--', ...step.files], person);
  git(target, ['commit', '--quiet', '--message', step.message, '--cleanup=verbatim'], person);
  if (step.tag !== undefined) {
    git(
      target,
      ['tag', '--annotate', step.tag, '--message', `lantern ${step.tag.slice(1)}`],
      person,
    );
  }
}

/**
 * A file as it stood at a version: the package names it, the changelog has no later section.
 *
 * @param {string} path
 * @param {string} version
 */
function atVersion(path, version) {
  if (path === '.gitignore') return ignored;
  const text = readFileSync(join(source, path), 'utf8');
  if (path === 'package.json') return text.replace(/("version": )"[^"]+"/, `$1"${version}"`);
  if (path !== 'CHANGELOG.md') return text;
  const later = new RegExp(`(## \\[Unreleased\\]\\n\\n)[\\s\\S]*?(?=## \\[${version}\\])`);
  return text
    .replace(later, '$1')
    .split('\n')
    .filter((line) => !isLater(line, version))
    .join('\n')
    .replace(/compare\/v[0-9.]+\.\.\.main/, `compare/v${version}...main`);
}

/**
 * Whether a line defines the link of a version after the given one.
 *
 * @param {string} line
 * @param {string} version
 */
function isLater(line, version) {
  const named = /^\[([0-9.]+)\]: /.exec(line)?.[1];
  return named !== undefined && named > version;
}

/**
 * Runs git with nothing of the caller's own settings.
 *
 * @param {string} folder
 * @param {string[]} given
 * @param {Record<string, string>} [person]
 */
function git(folder, given, person = {}) {
  const env = {
    PATH: process.env.PATH,
    LC_ALL: 'C',
    TZ: 'UTC',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: devNull,
    ...person,
  };
  return execFileSync('git', given, { cwd: folder, env, encoding: 'utf8' });
}

const [script, target] = process.argv.slice(1);
// Older versions of Node, by which a reader may run this, have no `import.meta.main`.
if (script !== undefined && realpathSync(script) === import.meta.filename) {
  if (target === undefined) {
    process.stderr.write('usage: node make-history.mjs TARGET\n');
    process.exitCode = 2;
  } else {
    process.stdout.write(`${makeHistory(target).head}\n`);
  }
}
