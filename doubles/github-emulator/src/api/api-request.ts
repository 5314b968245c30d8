// SPDX-License-Identifier: Apache-2.0
// A call as the handlers see it: no sockets, only what was asked.

import type { Origins } from './origins.ts';
import type { SpooledUpload } from './spooled-upload.ts';

/** The HTTP methods that are served; HEAD is answered as GET without a body. */
export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/** The body of a call: nothing, text that should be JSON, a file on disk, or a file that broke off. */
export type RequestBody =
  | { readonly kind: 'none' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'upload'; readonly upload: SpooledUpload }
  | { readonly kind: 'broken_upload' };

/** One call; `path` begins with a slash and has lost prefixes such as `/api/v3`. */
export interface ApiRequest {
  readonly method: Method;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Header values by lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: RequestBody;
  /** The origins that links in the answer are made from. */
  readonly origins: Origins;
  /** True when the call came to the upload origin, which serves uploads and nothing else. */
  readonly toUploadOrigin: boolean;
  readonly requestId: string;
}
