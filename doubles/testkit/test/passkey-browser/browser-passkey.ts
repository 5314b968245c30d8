// SPDX-License-Identifier: Apache-2.0
// A passkey in a real browser, held by its virtual authenticator, whose user is verified until a test
// says otherwise.
import type { Browser, CDPSession, Page } from 'playwright-core';
import type { CeremonyPage } from './ceremony-page.ts';

const relyingPartyId = 'localhost';

/** The ceremony that a registration answers. */
export interface RegistrationCeremony {
  /** Padless base64url. */
  readonly challenge: string;
  readonly origin: string;
  readonly relyingPartyId: string;
}

/** What a browser answers to a challenge, as `PublicKeyCredential.toJSON()` says it. */
export interface AssertionJson {
  readonly id: string;
  readonly rawId: string;
  readonly response: {
    readonly authenticatorData: string;
    readonly clientDataJSON: string;
    readonly signature: string;
  };
}

interface BrowserPasskeyParts {
  readonly page: Page;
  readonly session: CDPSession;
  readonly authenticatorId: string;
  readonly ceremony: RegistrationCeremony;
  readonly registration: { readonly id: string };
}

/** A registered passkey. */
export class BrowserPasskey implements AsyncDisposable {
  readonly ceremony: RegistrationCeremony;
  /** The JSON of the browser's registration answer. */
  readonly registration: Uint8Array;
  readonly #parts: BrowserPasskeyParts;

  private constructor(parts: BrowserPasskeyParts) {
    this.#parts = parts;
    this.ceremony = parts.ceremony;
    this.registration = Buffer.from(JSON.stringify(parts.registration));
  }

  /** Registers a passkey on `site`, in answer to `challenge` (padless base64url). */
  static async register(
    browser: Browser,
    site: CeremonyPage,
    challenge: string,
  ): Promise<BrowserPasskey> {
    const page = await browser.newPage();
    const session = await page.context().newCDPSession(page);
    await session.send('WebAuthn.enable');
    const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await page.goto(site.origin);
    const given = [challenge, relyingPartyId];
    const registration = await page.evaluate<{ readonly id: string }>(
      `register(...${JSON.stringify(given)})`,
    );
    const ceremony = { challenge, origin: site.origin, relyingPartyId };
    return new BrowserPasskey({ page, session, authenticatorId, ceremony, registration });
  }

  /** Answers a challenge; rejects with `NotAllowedError` where the browser does not allow it. */
  async answer(
    challenge: string,
    userVerification: 'required' | 'discouraged' = 'required',
  ): Promise<AssertionJson> {
    const { page, registration } = this.#parts;
    const given = [challenge, registration.id, userVerification];
    return page.evaluate<AssertionJson>(`answer(...${JSON.stringify(given)})`);
  }

  /** Says whether the authenticator verifies its user from now on. */
  async setUserVerified(isUserVerified: boolean): Promise<void> {
    const { session, authenticatorId } = this.#parts;
    await session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#parts.page.close();
  }
}
