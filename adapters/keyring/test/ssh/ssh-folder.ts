// SPDX-License-Identifier: Apache-2.0
// Keys, signatures and an agent of the real OpenSSH, in a folder of a test's own.
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { TestContext } from 'vitest';
import { ScratchFolder } from '../scratch-folder.ts';

const programs = ['ssh-keygen', 'ssh-agent', 'ssh-add'];
const absent = programs.filter((name) => spawnSync(name, ['-?']).error !== undefined);

/** Skips a test where the machine has no OpenSSH. */
export function skipWithoutOpenSsh(context: TestContext): void {
  if (absent.length > 0) context.skip(`no ${absent.join(', ')} on this machine`);
}

/** A scratch folder in which OpenSSH works. */
export class SshFolder extends ScratchFolder {
  /** Makes a key pair without a passphrase and returns the private file's path. */
  keygen(name: string, type = 'ed25519'): string {
    const path = this.at(name);
    const args = ['-q', '-t', type, '-N', '', '-C', `${name}@example.com`, '-f', path];
    execFileSync('ssh-keygen', args, { stdio: 'pipe' });
    return path;
  }

  /** What `ssh-keygen -Y sign` says of a message, in armour. */
  signature(keyPath: string, namespace: string, message: Uint8Array): string {
    return execFileSync('ssh-keygen', ['-Y', 'sign', '-q', '-n', namespace, '-f', keyPath], {
      input: message,
      encoding: 'latin1',
      stdio: 'pipe',
    });
  }
}

/** A running ssh-agent, which ends with the test. */
export class SshAgent implements Disposable {
  readonly #process: ChildProcess;
  readonly socket: string;

  private constructor(process: ChildProcess, socket: string) {
    this.#process = process;
    this.socket = socket;
  }

  /** Starts an agent that listens in the folder. */
  static async start(folder: SshFolder): Promise<SshAgent> {
    const socket = folder.at('agent');
    const agent = spawn('ssh-agent', ['-D', '-a', socket], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(agent.stdout, 'data');
    return new SshAgent(agent, socket);
  }

  /** Gives the agent a key. */
  add(keyPath: string): void {
    const env = { ...process.env, SSH_AUTH_SOCK: this.socket };
    execFileSync('ssh-add', ['-q', keyPath], { env, stdio: 'pipe' });
  }

  [Symbol.dispose](): void {
    this.#process.kill();
  }
}
