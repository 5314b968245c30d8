// SPDX-License-Identifier: Apache-2.0
// The Chromium of this machine, headless; or why there is none.
import { chromium, type Browser } from 'playwright-core';

const launchFlags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** How long a launch may take. */
export const launchTimeoutMs = 60_000;

/** Launches the browser that `CHROMIUM_PATH` names; undefined where it names none. */
export async function launchChromium(): Promise<Browser | undefined> {
  const executablePath = process.env['CHROMIUM_PATH'] ?? '';
  if (executablePath === '') return undefined;
  return chromium.launch({ executablePath, args: launchFlags, timeout: launchTimeoutMs });
}

/** Why no browser could be launched, for a test that is skipped. */
export function chromiumAbsence(): string {
  return process.env['CHROMIUM_ABSENCE'] ?? 'CHROMIUM_PATH names no Chromium';
}
