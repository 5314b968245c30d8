// SPDX-License-Identifier: Apache-2.0
// Titles, bodies and messages are what they look like: nothing hidden, no misleading link, not over
// GitHub's limits, our own marker included.
import { LIMITS, operationMarker, operationIds, ID_BYTES } from '@marketops/core';
import { draftSubject, type OperationDraft } from '../draft/operation-draft.ts';
import { examineText } from '../text/examine-text.ts';
import type { CheckContext } from './check-context.ts';
import { objection, type CheckOutcome } from './objection.ts';

interface ShownText {
  readonly what: string;
  readonly content: string;
  readonly lengthMax: number;
  readonly markdown: boolean;
}

/** An empty line and the marker, which stand at the end of every body. */
const markerCharacters =
  '\n\n'.length + operationMarker(operationIds.from(new Uint8Array(ID_BYTES))).length;

/** Objects to texts that are not what they look like. */
export function checkTexts({ selection }: CheckContext): CheckOutcome {
  const objections = selection.drafts.flatMap((draft) =>
    textsOf(draft).flatMap(({ what, content, lengthMax, markdown }) => {
      const rule = { subject: `${draftSubject(draft)}, ${what}`, lengthMax, markdown };
      return examineText(content, rule).map((why) => objection('texts', [draft.name], why));
    }),
  );
  return {
    check: 'texts',
    configured: true,
    expected: 'texts that show all they say, within the limits',
    found: 'such texts',
    objections: [...selection.objections.filter(({ check }) => check === 'texts'), ...objections],
  };
}

function textsOf(draft: OperationDraft): readonly ShownText[] {
  const title = (content: string) => ({
    what: 'title',
    content,
    lengthMax: LIMITS.titleCharactersMax,
    markdown: false,
  });
  const message = (what: string, content: string) => ({
    what,
    content,
    lengthMax: LIMITS.messageCharactersMax,
    markdown: true,
  });
  const body = (content: string, lengthMax: number) => ({
    what: 'body',
    content,
    lengthMax: lengthMax - markerCharacters,
    markdown: true,
  });
  switch (draft.kind) {
    case 'tag_repo':
      return [message('message', draft.message)];
    case 'publish_release':
      return [
        ...(draft.tagOrigin === 'release' ? [message('tag message', draft.tagMessage)] : []),
        title(draft.title),
        body(draft.body, LIMITS.releaseBodyCharactersMax),
      ];
    case 'open_pr':
      return [
        message('message', draft.message),
        title(draft.title),
        body(draft.body, LIMITS.pullRequestBodyCharactersMax),
      ];
  }
}
