// SPDX-License-Identifier: Apache-2.0
// Passkeys in a real browser, for tests.
export { BrowserPasskey } from './browser-passkey.ts';
export { CeremonyPage } from './ceremony-page.ts';
export { chromiumAbsence, launchChromium, launchTimeoutMs } from './chromium.ts';
