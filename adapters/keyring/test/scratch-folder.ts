// SPDX-License-Identifier: Apache-2.0
// A folder of a test's own, gone when the test ends.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A private folder under the system's temporary one. */
export class ScratchFolder implements Disposable {
  readonly path = mkdtempSync(join(tmpdir(), 'marketops-keyring-'));

  /** The path of a name in it. */
  at(name: string): string {
    return join(this.path, name);
  }

  /** Writes a file with exactly this mode and returns its path. */
  write(name: string, content: string | Uint8Array, mode = 0o600): string {
    const path = this.at(name);
    writeFileSync(path, content, { mode });
    return path;
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
