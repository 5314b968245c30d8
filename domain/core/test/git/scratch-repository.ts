// SPDX-License-Identifier: Apache-2.0
// A throw-away repository of the real git, which says what is right.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The real git in an empty repository of its own. */
export class ScratchRepository implements Disposable {
  readonly #directory = mkdtempSync(join(tmpdir(), 'marketops-git-'));
  readonly #environment: NodeJS.ProcessEnv = {
    PATH: process.env['PATH'],
    HOME: this.#directory,
    GIT_CONFIG_NOSYSTEM: '1',
  };

  constructor() {
    this.run(['init', '--quiet', '--initial-branch=main', '.']);
  }

  /** What git prints, without the last newline; throws when git fails. */
  run(
    args: readonly string[],
    input: Uint8Array | string = '',
    environment: NodeJS.ProcessEnv = {},
  ): string {
    return execFileSync('git', args, {
      cwd: this.#directory,
      env: { ...this.#environment, ...environment },
      input,
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'pipe'],
    }).replace(/\n$/, '');
  }

  /** Whether git exits with 0. */
  accepts(args: readonly string[], input = ''): boolean {
    const options = { cwd: this.#directory, env: this.#environment, input };
    return spawnSync('git', args, options).status === 0;
  }

  /** The id that git gives these bytes after it has checked their form. */
  hashObject(type: string, content: Uint8Array): string {
    return this.run(['hash-object', '-t', type, '--stdin', '-w'], content);
  }

  [Symbol.dispose](): void {
    rmSync(this.#directory, { recursive: true, force: true });
  }
}
