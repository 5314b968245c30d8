// SPDX-License-Identifier: Apache-2.0
// Names of release files that GitHub keeps as they are: it renames all others without saying so.
import { describeText } from '../schema/describe-value.ts';
import { accepted, refused, type Parsed } from '../schema/parsed.ts';

declare const assetNameBrand: unique symbol;

/** The file name of a release asset. */
export type AssetName = string & { readonly [assetNameBrand]: true };

/** Characters in an asset name at most. */
const assetNameCharactersMax = 255;

/** Accepts letters, digits, ".", "_" and "-", such as `tool-1.2.0.tar.gz`. */
export function parseAssetName(text: string): Parsed<AssetName> {
  if (text === '' || text.length > assetNameCharactersMax) {
    return refused(
      '',
      `a file name of 1 to ${assetNameCharactersMax} characters`,
      `${text.length} characters`,
    );
  }
  if (/[^A-Za-z0-9._-]/.test(text)) {
    return refused('', 'a file name of letters, digits, ".", "_" and "-"', describeText(text));
  }
  if (/^\.|\.$|\.\./.test(text)) {
    return refused('', 'a file name whose dots stand alone, between others', describeText(text));
  }
  return accepted(text as AssetName);
}
