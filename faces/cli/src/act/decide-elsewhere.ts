// SPDX-License-Identifier: Apache-2.0
// Decisions that are signed elsewhere: by an SSH agent, on another machine, by a passkey. The bytes to
// sign leave in one file and come back with a signature.
import type { RecordedApproval } from '@marketops/authority';
import { refusal, type Approval } from '@marketops/core';
import { writeGivenFile } from '../composition/durable-file.ts';
import {
  challengeOf,
  readDetachedSignature,
  type DetachedSignature,
} from '../composition/detached-signature.ts';
import type { OpenedHome } from '../composition/opened-home.ts';
import { done, refuse, type CommandResult } from '../face/command-result.ts';
import { shellWord } from '../face/shell-word.ts';
import { approvalOf, handIn } from './decide.ts';
import { openDecision, type Decision, type DecisionName } from './decision.ts';
import { readGivenFile } from './given-file.ts';
import { findPerson } from './roster-person.ts';
import { readStatement, statementBytes, statementEnvelope } from './statement-file.ts';

/** A statement that leaves or comes back. */
export interface StatementJourney {
  readonly home: OpenedHome;
  readonly name: DecisionName;
  /** The file with the bytes to sign. */
  readonly file: string;
  /** Shows what is decided on. */
  readonly show: (decision: Decision) => Promise<void>;
  readonly options: {
    readonly word: Approval['decision'];
    readonly reason?: string;
    readonly as?: string;
    readonly signature?: string;
    readonly assertion?: string;
  };
}

/** Writes the exact bytes to sign, and says how. */
export async function writeStatement(journey: StatementJourney): Promise<CommandResult> {
  const { home, name, file, show, options } = journey;
  if (options.as === undefined) return invalid('--as PERSON beside --statement-out', 'nobody');
  const { personId } = findPerson(home, options.as);
  const decision = await openDecision(home, name, personId);
  await show(decision);
  const { word, reason = '' } = options;
  const bytes = statementBytes(approvalOf(home, decision, { decision: word, reason, personId }));
  await writeGivenFile(file, bytes);
  const { requestId, runId, planDigest } = decision.request;
  const named = runId ?? requestId;
  const challenge = challengeOf(bytes);
  return done(
    {
      statement: file,
      requestId,
      planDigest,
      phrase: decision.phrase,
      approver: personId,
      decision: word,
      challenge,
    },
    [
      `${file}: what ${personId} signs to ${word}`,
      `phrase: ${decision.phrase}`,
      `with an SSH key: ssh-keygen -Y sign -n marketops -f KEY ${shellWord(file)}`,
      `with a passkey: answer the challenge ${challenge}`,
    ],
    `marketops ${word} ${named} --statement ${shellWord(file)} --signature ${shellWord(`${file}.sig`)}`,
  );
}

/** Hands in a statement with the signature that was made elsewhere. */
export async function handInStatement(
  journey: StatementJourney,
): Promise<{ readonly decision: Decision; readonly recorded: RecordedApproval }> {
  const { home, name, file, show } = journey;
  const signature = await readSignature(journey);
  const statement = await readGivenFile(file);
  const approval = readStatement(statement, file);
  if (approval.decision !== journey.options.word) {
    invalid(`a statement to ${journey.options.word}`, `one to ${approval.decision}`);
  }
  const { personId } = findPerson(home, approval.approver);
  const decision = await openDecision(home, name, personId);
  await show(decision);
  const keyed = await readDetachedSignature(home, signature, { personId, statement });
  const recorded = await handIn(home, decision, statementEnvelope(approval, keyed));
  return { decision, recorded };
}

async function readSignature({ options }: StatementJourney): Promise<DetachedSignature> {
  const { signature, assertion } = options;
  if (signature !== undefined && assertion === undefined) {
    return { kind: 'ssh', file: signature, bytes: await readGivenFile(signature) };
  }
  if (assertion !== undefined && signature === undefined) {
    return { kind: 'passkey', file: assertion, bytes: await readGivenFile(assertion) };
  }
  const found = signature === undefined ? 'neither' : 'both';
  return invalid('either --signature or --assertion beside --statement', found);
}

function invalid(expected: string, found: string): never {
  return refuse(refusal('usage.invalid', { subject: 'options', expected, found }));
}
