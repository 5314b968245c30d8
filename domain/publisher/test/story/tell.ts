// SPDX-License-Identifier: Apache-2.0
// Tells a story in one line: a kind of operation, what happens on GitHub, and how it ended.
import type { PublicationOutcome } from '@marketops/core';
import type { PublisherOptions } from '@marketops/publisher';
import type { GitHubScript, ScriptedCall, ScriptedFault } from '@marketops/testkit';
import { brokenRules } from './process-rules.ts';
import { PublisherStory, type SampleKind } from './publisher-story.ts';
import { nothingLeft, rightResult } from './right-result.ts';

/** How a story ended. */
export interface Told {
  readonly story: PublisherStory;
  readonly outcome: PublicationOutcome;
  /** `success`, or the status and the codes of its refusals. */
  readonly ending: string;
  readonly result: string;
  readonly clean: boolean;
  /** The names of the writes that were sent, in order. */
  readonly sent: readonly string[];
  readonly broken: readonly string[];
}

/** What happens in a story. */
export interface Plot {
  readonly before?: (story: PublisherStory) => void;
  readonly script?: (story: PublisherStory) => GitHubScript;
  readonly options?: Partial<PublisherOptions>;
}

/** Publishes a sample while `plot` happens. */
export async function tell(kind: SampleKind, plot: Plot = {}): Promise<Told> {
  const story = new PublisherStory(kind, plot.options);
  plot.before?.(story);
  story.github.script = plot.script?.(story) ?? (() => null);
  const outcome = await story.publish();
  const codes = outcome.refusals.map(({ code }) => code);
  return {
    story,
    outcome,
    ending: [outcome.status, ...codes].join(' '),
    result: rightResult(story),
    clean: nothingLeft(story),
    sent: story.github.writes.map(({ name }) => name),
    broken: brokenRules(story),
  };
}

/** The calls of a name with these numbers (from 1) meet a fault; every one if `which` is null. */
export function onCall(
  name: string,
  fault: ScriptedFault,
  which: readonly number[] | null = [1],
): GitHubScript {
  let seen = 0;
  return (call: ScriptedCall) => {
    if (call.name !== name) return null;
    seen += 1;
    return which === null || which.includes(seen) ? fault : null;
  };
}

/** GitHub's 422 with a message and perhaps one error. */
export function refusedWith(
  message: string,
  error: { resource: string; code: string; field: string; message?: string } | null = null,
): ScriptedFault {
  const errors = error === null ? [] : [{ message: null, ...error }];
  return { kind: 'answer', applied: false, failure: { status: 422, message, errors } };
}

/** Somebody else does something just before the nth call of a name. */
export function meanwhile(story: PublisherStory, name: string, act: () => void, nth = 1): void {
  let seen = 0;
  story.github.beforeCall = (call) => {
    if (call.name !== name) return;
    seen += 1;
    if (seen === nth) act();
  };
}
