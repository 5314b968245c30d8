// SPDX-License-Identifier: Apache-2.0
// Changes that somebody else makes, past all permissions and rules: what a publisher must notice.

import type { ReleaseAsset } from '../state/release.ts';
import type { Ruleset } from '../state/ruleset.ts';

/** Names a release by id, or the newest one (draft or not) with a tag name. */
export type ReleaseSelector = { readonly id: number } | { readonly tagName: string };

/** Names an asset by id or by file name. */
export type AssetSelector = { readonly id: number } | { readonly name: string };

/** One change; `repository` is `owner/name`. */
export type ForeignChange =
  /** Points a reference at an object, creating it when needed. */
  | {
      readonly act: 'set_ref';
      readonly repository: string;
      readonly ref: string;
      readonly sha: string;
    }
  | { readonly act: 'delete_ref'; readonly repository: string; readonly ref: string }
  /** Adds a commit that writes one file to a branch. */
  | {
      readonly act: 'commit_file';
      readonly repository: string;
      readonly branch: string;
      readonly path: string;
      readonly content: string;
      readonly message: string;
    }
  | {
      readonly act: 'edit_release';
      readonly repository: string;
      readonly release: ReleaseSelector;
      readonly fields: {
        readonly tagName?: string;
        readonly name?: string | null;
        readonly body?: string | null;
        readonly targetCommitish?: string;
        readonly prerelease?: boolean;
      };
    }
  | {
      readonly act: 'publish_release';
      readonly repository: string;
      readonly release: ReleaseSelector;
    }
  | {
      readonly act: 'delete_release';
      readonly repository: string;
      readonly release: ReleaseSelector;
    }
  /** Makes a draft or a published release. */
  | {
      readonly act: 'create_release';
      readonly repository: string;
      readonly tagName: string;
      readonly draft: boolean;
      readonly body: string | null;
      readonly login: string;
    }
  /** Alters what is recorded of an asset, not its bytes. */
  | {
      readonly act: 'alter_asset';
      readonly repository: string;
      readonly asset: AssetSelector;
      readonly fields: Partial<Pick<ReleaseAsset, 'digest' | 'state' | 'size' | 'name'>>;
    }
  | { readonly act: 'delete_asset'; readonly repository: string; readonly asset: AssetSelector }
  | {
      readonly act: 'create_pull';
      readonly repository: string;
      readonly head: string;
      readonly base: string;
      readonly title: string;
      readonly body: string | null;
      readonly login: string;
    }
  | { readonly act: 'close_pull'; readonly repository: string; readonly number: number }
  /** Renames or transfers a repository; the former name goes on redirecting. */
  | {
      readonly act: 'rename_repository';
      readonly repository: string;
      readonly owner?: string;
      readonly name?: string;
    }
  | { readonly act: 'delete_repository'; readonly repository: string }
  | { readonly act: 'archive_repository'; readonly repository: string; readonly archived: boolean }
  | {
      readonly act: 'set_immutable_releases';
      readonly repository: string;
      readonly enabled: boolean;
    }
  /** Marks a tag name as used by an immutable release that is gone. */
  | { readonly act: 'burn_tag'; readonly repository: string; readonly tagName: string }
  | {
      readonly act: 'add_ruleset';
      readonly repository: string;
      readonly ruleset: Omit<Ruleset, 'id' | 'createdAt'>;
    }
  | { readonly act: 'delete_rulesets'; readonly repository: string }
  /** Expires or revokes a token, named as in logs. */
  | { readonly act: 'expire_token'; readonly token: string }
  | { readonly act: 'revoke_token'; readonly token: string };
