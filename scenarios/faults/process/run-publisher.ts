// SPDX-License-Identifier: Apache-2.0
// A publisher as a process of its own, put together from the real parts: store, content, keys and
// GitHub client are those of the product. It carries out its order, says how it ended, and leaves.
import process from 'node:process';
import type { Clock, PublicationOutcome, PublicationSubmission } from '@marketops/core';
import { parseOperation } from '@marketops/core';
import {
  GitHubConnection,
  HttpGitHubSessions,
  NETWORK_DIRECT,
  parseGitHubApp,
  parseGitHubEndpoint,
  parseToken,
  type WriteCredential,
} from '@marketops/github';
import { KeyringVerifier } from '@marketops/keyring';
import { GitHubPublisher, type GitHubSessions } from '@marketops/publisher';
import { ContentIndex, FileContentSource, SystemClock } from '@marketops/system';
import { must } from '@marketops/testkit/must';
import { SeededEntropy } from '@marketops/testkit/seeded-entropy';
import { homePaths, readHome } from '../setup/publisher-home.ts';
import { dyingSessions } from './dying-sessions.ts';
import { shiftMachineClock } from './machine-clock.ts';
import { readProcessCommand, type ProcessMessage, type ToldOutcome } from './process-message.ts';
import { readOrder, type OrderedCredential, type PublisherOrder } from './publisher-order.ts';
import { SHORT_DEADLINES, SHORT_WAITS } from './short-waits.ts';
import { SwappableStore } from './swappable-store.ts';

const hourMs = 3_600_000;

/** What a test may put between the publisher and GitHub, by the flaw that its order names. */
export type SessionsWrapper = (sessions: GitHubSessions, flaw: string) => GitHubSessions;

/** Carries out the order in the file at `path`. */
export async function runPublisher(path: string, wrap: SessionsWrapper): Promise<void> {
  const order = await readOrder(path);
  if (order.clockShiftMs !== 0) shiftMachineClock(order.clockShiftMs);
  const clock = new SystemClock();
  const paths = homePaths(order.home);
  const home = await readHome(order.home);
  const store = await SwappableStore.open(paths.store, clock);
  obeyCommands(store);
  await using connection = connectionOf(order, clock);
  const publisher = new GitHubPublisher({
    store,
    sessions: sessionsOf(order, connection, wrap),
    content: new FileContentSource(await ContentIndex.open(paths.content)),
    clock,
    entropy: new SeededEntropy(`${order.seed}/${order.holder}`),
    verifier: new KeyringVerifier(),
    pins: () => home.pins,
    holder: order.holder,
    ...(order.waits === 'short' ? { options: SHORT_WAITS } : {}),
  });
  await tell({ kind: 'begun' });
  const outcomes = await runErrand(publisher, order, home.submissions);
  await tell({ kind: 'outcomes', outcomes: outcomes.map(toldOutcome) });
  await store.close();
  process.disconnect();
}

function connectionOf(order: PublisherOrder, clock: Clock): GitHubConnection {
  const { apiUrl, uploadUrl, waits } = order;
  return new GitHubConnection({
    endpoint: must(parseGitHubEndpoint({ apiUrl, uploadUrl })),
    network: NETWORK_DIRECT,
    version: '0.1.0',
    clock,
    ...(waits === 'short' ? { limits: SHORT_DEADLINES } : {}),
  });
}

function sessionsOf(
  order: PublisherOrder,
  connection: GitHubConnection,
  wrap: SessionsWrapper,
): GitHubSessions {
  const { credential, death, flaw } = order;
  const real = new HttpGitHubSessions(connection, credentialOf(credential));
  const flawed = flaw === null ? real : wrap(real, flaw);
  return death === null ? flawed : dyingSessions(flawed, death);
}

function credentialOf(credential: OrderedCredential): WriteCredential {
  return credential.kind === 'token'
    ? { kind: 'token', token: must(parseToken(credential.token)) }
    : { kind: 'app', app: must(parseGitHubApp(credential.appId, credential.privateKey)) };
}

/** Whatever is not known to the store is handed in; the rest is taken up where it stands. */
async function runErrand(
  publisher: GitHubPublisher,
  { errand, times }: PublisherOrder,
  submissions: readonly PublicationSubmission[],
): Promise<readonly PublicationOutcome[]> {
  switch (errand) {
    case 'idle':
      return [];
    case 'reconcile':
      return publisher.reconcileUnknown();
    case 'in_turn':
      return handInTurn(publisher, submissions);
    case 'storm':
      return Promise.all(
        submissions
          .slice(0, 1)
          .flatMap((submission) =>
            Array.from({ length: times }, () => publisher.submit(submission)),
          ),
      );
    case 'carry': {
      const resumed = publisher.resume();
      const handedIn = submissions.map(async (submission) => {
        const { operationId } = must(parseOperation(submission.operation));
        const known = await publisher.status(operationId);
        return known === null ? [await publisher.submit(submission)] : [];
      });
      return [...(await resumed), ...(await Promise.all(handedIn)).flat()];
    }
  }
}

/** The first that is told of has ended before the second begins. */
async function handInTurn(
  publisher: GitHubPublisher,
  submissions: readonly PublicationSubmission[],
): Promise<readonly PublicationOutcome[]> {
  const outcomes: PublicationOutcome[] = [];
  for (const submission of submissions) {
    outcomes.push(await publisher.submit(submission));
    await tell({ kind: 'ended_one' });
  }
  return outcomes;
}

/** Does to itself what the scenario says, and leaves when the scenario is gone. */
function obeyCommands(store: SwappableStore): void {
  process.on('disconnect', () => process.exit());
  process.on('message', (message) => {
    const command = readProcessCommand(message);
    if (command === undefined) return;
    obey(store, command)
      .then(() => tell({ kind: 'done', command }))
      .catch((error: unknown) => {
        process.stderr.write(`${command}: ${String(error)}\n`);
        process.exit(1);
      });
  });
}

async function obey(
  store: SwappableStore,
  command: NonNullable<ReturnType<typeof readProcessCommand>>,
): Promise<void> {
  if (command === 'disk_full') await store.fillUp();
  else shiftMachineClock(-hourMs);
}

async function tell(message: ProcessMessage): Promise<void> {
  if (process.send === undefined) {
    throw new TypeError('this process is started by a scenario alone');
  }
  const { promise, resolve } = Promise.withResolvers<Error | null>();
  process.send(message, undefined, undefined, resolve);
  const error = await promise;
  if (error !== null) throw error;
}

function toldOutcome({ operationId, status, refusals, result }: PublicationOutcome): ToldOutcome {
  const codes = refusals.map(({ code }) => code);
  return { operationId, status, codes, result: result !== null };
}
