// SPDX-License-Identifier: Apache-2.0
// Release files have names that GitHub keeps, that differ even where case does not count, and sizes
// that GitHub takes.
import { LIMITS, parseAssetName, refusal, visibleText, type Refusal } from '@marketops/core';
import { draftSubject, type ReleaseDraft } from '../draft/operation-draft.ts';
import type { CheckContext } from './check-context.ts';
import { objection, type CheckOutcome } from './objection.ts';

/** Objects to names that GitHub would change, and to two files of one name. */
export function checkAssetNames({ selection }: CheckContext): CheckOutcome {
  const releases = selection.drafts.filter((draft) => draft.kind === 'publish_release');
  return {
    check: 'asset_names',
    configured: releases.some(({ assets }) => assets.length > 0),
    expected: 'names of letters, digits, ".", "_" and "-" that differ',
    found: 'such names',
    objections: releases.flatMap((release) =>
      [...invalidNames(release), ...duplicateNames(release)].map((why) =>
        objection('asset_names', [release.name], why),
      ),
    ),
  };
}

/** Objects to files that are empty, too large, or too many. */
export function checkAssetSizes({ selection }: CheckContext): CheckOutcome {
  const releases = selection.drafts.filter((draft) => draft.kind === 'publish_release');
  return {
    check: 'asset_sizes',
    configured: releases.some(({ assets }) => assets.length > 0),
    expected: `${LIMITS.assetBytesMin} to ${LIMITS.assetBytesMax} bytes`,
    found: 'such sizes',
    objections: releases.flatMap((release) =>
      wrongSizes(release).map((why) => objection('asset_sizes', [release.name], why)),
    ),
  };
}

function invalidNames({ assets }: ReleaseDraft): readonly Refusal[] {
  return assets.flatMap(({ name, file }) => {
    const parsed = parseAssetName(name);
    if (parsed.ok) return [];
    const { expected, found } = parsed.problem;
    const details = { subject: visibleText(file.path), expected, found: visibleText(found) };
    return [refusal('asset.name_invalid', details)];
  });
}

function duplicateNames({ assets }: ReleaseDraft): readonly Refusal[] {
  const first = new Map<string, string>();
  return assets.flatMap(({ name, file }) => {
    const folded = name.toLowerCase();
    const earlier = first.get(folded);
    first.set(folded, earlier ?? file.path);
    if (earlier === undefined) return [];
    const found = `${visibleText(earlier)} has the same name`;
    const details = { subject: visibleText(file.path), expected: 'a name of its own', found };
    return [refusal('asset.name_duplicate', details)];
  });
}

function wrongSizes(release: ReleaseDraft): readonly Refusal[] {
  const { assets } = release;
  const sizes = assets.flatMap(({ file: { path, size } }) => {
    const subject = visibleText(path);
    const found = `${size} bytes`;
    if (size < LIMITS.assetBytesMin) {
      const expected = `at least ${LIMITS.assetBytesMin} byte`;
      return [refusal('asset.empty', { subject, expected, found })];
    }
    const expected = `at most ${LIMITS.assetBytesMax} bytes`;
    return size > LIMITS.assetBytesMax
      ? [refusal('asset.too_large', { subject, expected, found })]
      : [];
  });
  if (assets.length <= LIMITS.assetsPerReleaseMax) return sizes;
  const expected = `at most ${LIMITS.assetsPerReleaseMax} files`;
  const details = { expected, found: `${assets.length} files` };
  return [...sizes, refusal('asset.too_many', { subject: draftSubject(release), ...details })];
}
