// SPDX-License-Identifier: Apache-2.0
// Faults around a call: the credential ends, the disk fills, the clock jumps, somebody else is at
// work in the repository. Each begins just before the call is applied.
import type { ForeignChange } from '@marketops/github-emulator';
import { unlessGivenUp } from './answer-faults.ts';
import type { FaultGround, FaultKind } from './fault-kind.ts';
import { KILLS } from './kill.ts';
import type { WriteCall } from './write-call.ts';

const threeKills = KILLS.filter((kill) => kill !== 'paused_replica');

type Given = Pick<FaultKind, 'name'> & Partial<FaultKind>;

function kind(given: Given): FaultKind {
  return {
    killAt: 'before_apply',
    processFault: null,
    tampering: false,
    credential: 'token',
    kills: threeKills,
    meets: () => true,
    mustSucceed: unlessGivenUp,
    rules: () => [],
    ...given,
  };
}

function foreign(change: (ground: FaultGround) => ForeignChange): FaultKind['rules'] {
  return (ground) => [
    {
      match: ground.call.match,
      fault: { kind: 'foreign_change', when: 'before_apply', change: change(ground) },
    },
  ];
}

function tagNameOf({ operation }: FaultGround): string {
  return operation.kind === 'open_pr' ? '' : operation.tag.name;
}

const beforeTheTag: readonly string[] = [
  'create_tag_object',
  'create_draft',
  'upload_first',
  'upload_last',
  'create_tag_ref',
];
const whileADraft: readonly string[] = [
  'upload_first',
  'upload_last',
  'create_tag_ref',
  'publish',
  'remove_unfinished',
  'remove_draft',
];

function isUnconcernedByBase({ operation, givenUp }: WriteCall): boolean {
  return operation !== 'open_pr' && !givenUp;
}

/** Faults around a call. */
export const SURROUNDING_FAULTS: readonly FaultKind[] = [
  kind({
    name: 'token_expired',
    credential: 'app',
    rules: ({ call }) => [
      { match: call.match, fault: { kind: 'token_expired', when: 'before_apply' } },
    ],
  }),
  kind({
    name: 'token_revoked',
    // Nobody can clear up without a token; what is left then is named in the refusals.
    meets: ({ givenUp }) => !givenUp,
    mustSucceed: () => false,
    rules: foreign(({ tokenName }) => ({ act: 'revoke_token', token: tokenName })),
  }),
  kind({
    name: 'tag_created_by_other',
    tampering: true,
    meets: ({ operation, name }) => operation !== 'open_pr' && beforeTheTag.includes(name),
    mustSucceed: () => false,
    rules: foreign((ground) => ({
      act: 'set_ref',
      repository: ground.fullName,
      ref: `refs/tags/${tagNameOf(ground)}`,
      sha: ground.otherOid,
    })),
  }),
  kind({
    name: 'draft_edited_by_other',
    tampering: true,
    meets: ({ operation, name }) => operation === 'publish_release' && whileADraft.includes(name),
    mustSucceed: () => false,
    rules: foreign((ground) => ({
      act: 'edit_release',
      repository: ground.fullName,
      release: { tagName: tagNameOf(ground) },
      fields: { name: 'Edited by somebody else' },
    })),
  }),
  kind({
    name: 'base_moved',
    mustSucceed: isUnconcernedByBase,
    rules: foreign(({ fullName }) => ({
      act: 'commit_file',
      repository: fullName,
      branch: 'main',
      path: 'moved.txt',
      content: 'moved\n',
      message: 'Move on\n',
    })),
  }),
  kind({ name: 'journal_disk_full', processFault: 'disk_full' }),
  kind({ name: 'clock_back_an_hour', processFault: 'clock_back' }),
];
