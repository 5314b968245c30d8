// SPDX-License-Identifier: Apache-2.0
// Holds the HTTP client to one transmission a call. The client may keep a request in its queue and
// connect again, but the moment it begins to write the same request a second time it is broken off.
import { DecoratorHandler, type Dispatcher } from 'undici';

/** The HTTP client was about to send one request twice. */
class ResendError extends Error {
  override readonly name = 'ResendError';

  constructor() {
    super('a request is sent once');
  }
}

/** Watches one request on its way out. */
export class SendOnce {
  #begun = false;

  /** Whether any byte of the request may have left. */
  get begun(): boolean {
    return this.#begun;
  }

  /** Notes that the request begins to be written; false where it did before. */
  begin(): boolean {
    const first = !this.#begun;
    this.#begun = true;
    return first;
  }

  /** Puts the watch between the caller and the client. */
  readonly interceptor: Dispatcher.DispatcherComposeInterceptor =
    (dispatch) => (options, handler) =>
      dispatch(options, new WatchedHandler(handler, this));
}

class WatchedHandler extends DecoratorHandler implements Dispatcher.DispatchHandler {
  readonly #handler: Dispatcher.DispatchHandler;
  readonly #watch: SendOnce;

  constructor(handler: Dispatcher.DispatchHandler, watch: SendOnce) {
    super(handler);
    this.#handler = handler;
    this.#watch = watch;
  }

  /** Runs before the first byte of the request is written; aborting here writes none. */
  onRequestStart(controller: Dispatcher.DispatchController, context: unknown): void {
    if (!this.#watch.begin()) {
      controller.abort(new ResendError());
      return;
    }
    this.#handler.onRequestStart?.(controller, context);
  }
}
