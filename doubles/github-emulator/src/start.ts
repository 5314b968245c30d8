// SPDX-License-Identifier: Apache-2.0
// Starts an emulator: state, routes, faults and two listening ports, one for the API and git, one for
// uploads, as GitHub has two origins.

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { EmulatorCore } from './api/emulator-core.ts';
import { RouteTable } from './api/route-table.ts';
import { CallLog } from './api/write-log.ts';
import { EmulatorControl } from './control/emulator-control.ts';
import { FaultScript } from './fault/fault-script.ts';
import type { Shell } from './http/exchange.ts';
import { LateCalls } from './http/late-calls.ts';
import {
  listen,
  type Listener,
  type ListenerOptions,
  loopbackAddress,
  type TlsIdentity,
} from './http/listener.ts';
import { createRequestHandler, type RequestParts } from './http/request-handler.ts';
import { allRoutes } from './routes/all-routes.ts';
import { EmulatorState } from './state/emulator-state.ts';
import type { SettingsChange } from './state/settings.ts';

/** What an emulator is started with. */
export interface EmulatorOptions {
  /** The present in milliseconds since 1970. */
  readonly clock: () => number;
  /** Everything that looks random follows from it. */
  readonly seed: string;
  /** The port of the API, of git and of downloads; a free one unless given. */
  readonly port?: number;
  /** The port of uploads; a free one unless given. */
  readonly uploadPort?: number;
  /** Serves everything on a TLS port as well, for clients that speak nothing else. */
  readonly tls?: TlsIdentity & { readonly port?: number };
  /** Guards the control interface; derived from the seed unless given. */
  readonly controlToken?: string;
  readonly settings?: SettingsChange;
}

/** A running emulator: its addresses, its control, and its end. */
export interface RunningEmulator extends EmulatorControlMethods {
  readonly apiUrl: string;
  readonly uploadUrl: string;
  /** The TLS port, `https://localhost:PORT`; null without `tls`. */
  readonly tlsUrl: string | null;
  /** `${gitUrl}/OWNER/REPO.git` can be cloned. */
  readonly gitUrl: string;
  readonly controlUrl: string;
  readonly controlToken: string;
  /** Drops all connections and removes everything from disk. */
  readonly close: () => Promise<void>;
}

type EmulatorControlMethods = Pick<EmulatorControl, keyof EmulatorControl>;

/** Starts an emulator on the loopback interface. */
export async function startGitHubEmulator(options: EmulatorOptions): Promise<RunningEmulator> {
  const directory = mkdtempSync(join(tmpdir(), 'github-emulator-'));
  mkdirSync(join(directory, 'assets'));
  const state = new EmulatorState({
    clock: options.clock,
    seed: options.seed,
    settings: options.settings ?? {},
  });
  const core: EmulatorCore = new EmulatorCore({
    state,
    log: new CallLog(),
    table: new RouteTable(allRoutes(() => core.limiter)),
  });
  const script = new FaultScript();
  const late = new LateCalls(() => state.now());
  let requests = 0;
  const shell: Shell = {
    core,
    script,
    late,
    directory,
    nextNumber: () => {
      requests += 1;
      return requests;
    },
  };
  const control = new EmulatorControl({ core, script, late });
  const controlToken = options.controlToken ?? state.random.derived('control token');
  const parts = { shell, control, controlToken, copies: new Map() };
  const { main, upload, secure } = await openPorts(options, parts).catch((error: unknown) => {
    rmSync(directory, { recursive: true, force: true });
    throw error;
  });
  const apiUrl = `http://${loopbackAddress}:${main.port}`;
  const uploadUrl = `http://${loopbackAddress}:${upload.port}`;
  core.origins = { api: apiUrl, upload: uploadUrl, web: apiUrl };
  return Object.assign(control, {
    apiUrl,
    uploadUrl,
    tlsUrl: secure === null ? null : `https://localhost:${secure.port}`,
    gitUrl: apiUrl,
    controlUrl: `${apiUrl}/_emulator`,
    controlToken,
    close: async () => {
      late.close();
      await Promise.all([main.close(), upload.close(), secure?.close()]);
      rmSync(directory, { recursive: true, force: true });
    },
  });
}

async function openPorts(
  options: EmulatorOptions,
  parts: RequestParts,
): Promise<{ main: Listener; upload: Listener; secure: Listener | null }> {
  const opened: Listener[] = [];
  const api = createRequestHandler(parts, false);
  const uploads = createRequestHandler(parts, true);
  const open = async (listener: ListenerOptions, handler: RequestListener): Promise<Listener> => {
    const next = await listen(listener, handler);
    opened.push(next);
    return next;
  };
  const { tls } = options;
  try {
    return {
      main: await open({ port: options.port ?? 0 }, api),
      upload: await open({ port: options.uploadPort ?? 0 }, uploads),
      secure: tls === undefined ? null : await open({ port: tls.port ?? 0, tls }, api),
    };
  } catch (error) {
    await Promise.all(opened.map(async (listener) => listener.close()));
    throw error;
  }
}
