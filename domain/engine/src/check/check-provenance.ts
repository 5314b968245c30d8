// SPDX-License-Identifier: Apache-2.0
// The configured attestations are there and speak of every file of the release, by its digest. Who
// signed them is for whoever trusts the signer to verify.
import { refusal, visibleText, type Refusal, type Sha256Digest } from '@marketops/core';
import type { FoundFiles } from '../discover/read-files.ts';
import type { ReleaseDraft } from '../draft/operation-draft.ts';
import type { CheckContext } from './check-context.ts';
import { objection, type CheckOutcome } from './objection.ts';
import { readProvenance } from './provenance-file.ts';

/** Objects to attestations that are missing, unreadable, or silent about a file. */
export function checkProvenance({ selection }: CheckContext): CheckOutcome {
  const releases = selection.drafts.flatMap((draft) =>
    draft.kind === 'publish_release' && draft.provenance.length > 0 ? [draft] : [],
  );
  return {
    check: 'provenance',
    configured: releases.length > 0,
    expected: 'attestations that name every other file by its SHA-256',
    found: 'every file named; signatures not verified here',
    objections: releases.flatMap((release) =>
      provenanceProblems(release, selection.discovery.files).map((why) =>
        objection('provenance', [release.name], why),
      ),
    ),
  };
}

function provenanceProblems(release: ReleaseDraft, files: FoundFiles): readonly Refusal[] {
  const named = new Set<Sha256Digest>();
  const problems: Refusal[] = [];
  for (const path of release.provenance) {
    const source = files.sources.get(path);
    if (source === undefined) {
      const found = files.problems.get(path)?.found ?? 'none';
      problems.push(refusal('provenance.missing', { subject: path, expected: 'a file', found }));
      continue;
    }
    const digests = readProvenance(source.bytes);
    if (digests.ok) {
      for (const digest of digests.value) named.add(digest);
    } else {
      const { path: pointer, expected, found } = digests.problem;
      const subject = `${path} ${pointer}`.trim();
      problems.push(refusal('provenance.malformed', { subject, expected, found }));
    }
  }
  const exempt = new Set([release.checksums, ...release.provenance]);
  const silent = release.assets.filter(
    ({ file }) => !exempt.has(file.path) && !named.has(file.sha256),
  );
  return [
    ...problems,
    ...silent.map(({ file }) =>
      refusal('provenance.mismatch', {
        subject: visibleText(file.path),
        expected: `an attestation of SHA-256 ${file.sha256}`,
        found: `none in ${release.provenance.join(', ')}`,
      }),
    ),
  ];
}
