// SPDX-License-Identifier: Apache-2.0
// Publishers as they should not be, each by one flaw between the publisher and GitHub: what other
// tools are known to do. The matrix has to find every one of them out.
import type { GitHubRelease, GitHubReply } from '@marketops/core';
import type { GitHubSession, GitHubSessions } from '@marketops/publisher';
import { interceptSession } from '../process/intercept-session.ts';

/** The flaws that can be planted. */
const FLAWS = [
  'creates_blindly_again',
  'opens_blindly_again',
  'deletes_what_failed_to_publish',
  'trusts_what_it_sent',
  'clears_every_draft',
  'leaves_the_latest_as_it_is',
  'tags_once_more',
] as const;

type Flaw = (typeof FLAWS)[number];
type Reply = GitHubReply<GitHubRelease>;

/** What a process believes of the files that it has sent, over all of its sessions. */
const sent = new Map<string, string>();

const plant: { readonly [flaw in Flaw]: (session: GitHubSession) => GitHubSession } = {
  /** A create whose answer was lost is sent again at once; drafts are looked for by their tag. */
  creates_blindly_again: (session) =>
    interceptSession(
      interceptSession(session, 'createRelease', async (send) => {
        const reply = (await send()) as Reply;
        return reply.ok ? reply : send();
      }),
      'releases',
      async (send) => {
        const reply = (await send()) as Awaited<ReturnType<GitHubSession['releases']>>;
        if (!reply.ok) return reply;
        const items = reply.value.items.filter(({ draft }) => !draft);
        return { ...reply, value: { ...reply.value, items } };
      },
    ),
  /** Where no pull request seems to have been opened, one is opened from another branch. */
  opens_blindly_again: (session) =>
    interceptSession(session, 'createPullRequest', async (send, given) => {
      const reply = (await send()) as Reply;
      if (reply.ok) return reply;
      const [fields] = given as Parameters<GitHubSession['createPullRequest']>;
      const ref = await session.ref(`refs/heads/${fields.head}`);
      if (!ref.ok || ref.value === null) return reply;
      const head = `${fields.head}-2`;
      await session.createRef(`refs/heads/${head}`, ref.value.oid);
      return session.createPullRequest({ ...fields, head });
    }),
  /** Where publishing failed, the draft is cleaned up, whatever it has become. */
  deletes_what_failed_to_publish: (session) =>
    interceptSession(session, 'updateRelease', async (send, given) => {
      const reply = (await send()) as Reply;
      const [releaseId] = given as Parameters<GitHubSession['updateRelease']>;
      if (!reply.ok) await session.deleteRelease(releaseId);
      return reply;
    }),
  /** Once it has published, every draft is taken for a leftover of its own. */
  clears_every_draft: (session) =>
    interceptSession(session, 'updateRelease', async (send) => {
      const reply = (await send()) as Reply;
      const listed = await session.releases(1);
      const drafts = listed.ok ? listed.value.items.filter(({ draft }) => draft) : [];
      for (const { releaseId } of drafts) await session.deleteRelease(releaseId);
      return reply;
    }),
  /** The release is published, and not as the latest one. */
  leaves_the_latest_as_it_is: (session) =>
    interceptSession(session, 'updateRelease', async (_send, given) => {
      const [releaseId, fields] = given as Parameters<GitHubSession['updateRelease']>;
      return session.updateRelease(releaseId, { ...fields, makeLatest: 'false' });
    }),
  /** Beside the approved tag it makes one that nobody was asked about. */
  tags_once_more: (session) =>
    interceptSession(session, 'createRef', async (send, given) => {
      const [ref, oid] = given as Parameters<GitHubSession['createRef']>;
      await session.createRef(`${ref}-stable`, oid);
      return send();
    }),
  /** Whatever digest GitHub shows is taken for the one that was sent. */
  trusts_what_it_sent: (session) => {
    const believe = <T extends { readonly name: string; readonly digest: string | null }>(
      asset: T,
    ): T => {
      const digest = sent.get(asset.name);
      return digest === undefined ? asset : { ...asset, digest: `sha256:${digest}` };
    };
    const uploading = interceptSession(session, 'uploadAsset', async (send, given) => {
      const [{ name, sha256 }] = given as Parameters<GitHubSession['uploadAsset']>;
      sent.set(name, sha256);
      const reply = (await send()) as Awaited<ReturnType<GitHubSession['uploadAsset']>>;
      return reply.ok ? { ...reply, value: believe(reply.value) } : reply;
    });
    const reading = interceptSession(uploading, 'asset', async (send) => {
      const reply = (await send()) as Awaited<ReturnType<GitHubSession['asset']>>;
      if (!reply.ok || reply.value === null) return reply;
      return { ...reply, value: believe(reply.value) };
    });
    return interceptSession(reading, 'assets', async (send) => {
      const reply = (await send()) as Awaited<ReturnType<GitHubSession['assets']>>;
      if (!reply.ok) return reply;
      return { ...reply, value: { ...reply.value, items: reply.value.items.map(believe) } };
    });
  },
};

/** Sessions with a flaw. */
export function flawedSessions(sessions: GitHubSessions, name: string): GitHubSessions {
  const flaw = FLAWS.find((known) => known === name);
  if (flaw === undefined) throw new RangeError(`there is no flaw ${name}`);
  return {
    open: async (operation) => {
      const reply = await sessions.open(operation);
      return reply.ok ? { ...reply, value: plant[flaw](reply.value) } : reply;
    },
  };
}
