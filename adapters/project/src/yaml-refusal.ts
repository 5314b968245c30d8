// SPDX-License-Identifier: Apache-2.0
// Why a YAML text is refused, and where. Thrown inside the reader of YAML alone, which catches it.

/** Ends the reading of a YAML text; `offset` counts UTF-16 units from its beginning. */
export class YamlRefusal extends Error {
  override readonly name = 'YamlRefusal';
  readonly offset: number;
  readonly expected: string;
  readonly found: string;

  constructor(offset: number, expected: string, found: string) {
    super(found);
    this.offset = offset;
    this.expected = expected;
    this.found = found;
  }
}
