// SPDX-License-Identifier: Apache-2.0
// One HTTP request and its response, with what the shell needs to serve them.

import type { IncomingMessage, ServerResponse } from 'node:http';

import type { EmulatorCore } from '../api/emulator-core.ts';
import type { FaultScript } from '../fault/fault-script.ts';
import type { LateCalls } from './late-calls.ts';

/** The parts of a running emulator that serve requests. */
export interface Shell {
  readonly core: EmulatorCore;
  readonly script: FaultScript;
  readonly late: LateCalls;
  /** A directory for uploads and copies of repositories; removed when the emulator closes. */
  readonly directory: string;
  /** Numbers requests. */
  readonly nextNumber: () => number;
}

/** One request with its response. */
export interface Exchange {
  readonly incoming: IncomingMessage;
  readonly response: ServerResponse;
  /** True when it came to the port of the upload origin. */
  readonly isUploadPort: boolean;
}
