// SPDX-License-Identifier: Apache-2.0
// Makes the digest that is recorded for an asset differ from its bytes.

import type { Answer } from '../api/answer.ts';
import { isJsonObject } from '../json.ts';
import type { EmulatorState } from '../state/emulator-state.ts';

/** Alters the digest of the asset that an answer reports, in the state and in the answer. */
export function alterStoredDigest(
  state: EmulatorState,
  answer: Answer,
  what: 'digest' | 'missing',
): Answer {
  const id = Number(answer.effect?.ids['assetId']);
  for (const repository of state.repositories.values()) {
    const asset = repository.assets.get(id);
    if (asset !== undefined) {
      asset.digest = what === 'missing' ? null : `sha256:${'0'.repeat(64)}`;
      const shown = answer.body.kind === 'json' ? answer.body.value : null;
      const value = isJsonObject(shown) ? { ...shown, digest: asset.digest } : shown;
      return { ...answer, body: { kind: 'json', value } };
    }
  }
  return answer;
}
