// SPDX-License-Identifier: Apache-2.0
// Serves one API call: delays, reads the body, lets faults strike before and after the state machine has
// applied the call, and sends what the client is meant to see.

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { actorName } from '../api/actor.ts';
import type { Answer } from '../api/answer.ts';
import type { ApiRequest, Method, RequestBody } from '../api/api-request.ts';
import { type Route, uploadTemplate } from '../api/route.ts';
import type { RequestLogEntry } from '../api/write-log.ts';
import type { AnswerFault, FaultTiming } from '../fault/fault-rule.ts';
import type { CallFaults } from '../fault/fault-script.ts';
import { alterStoredDigest } from './altered-digest.ts';
import { deliver, deliverTruncated, resetConnection } from './deliver.ts';
import type { Exchange, Shell } from './exchange.ts';
import { faultAnswer } from './fault-answer.ts';
import { readText } from './read-text.ts';
import { isUploadAddress, originsOf } from './request-origins.ts';
import type { ApiTarget } from './request-target.ts';
import { runSideFaults } from './side-faults.ts';
import { spoolUpload } from './spool-upload.ts';

const servedMethods: readonly Method[] = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'];

/** Longer bodies are left out of the request log. */
const loggedBodyCharactersMax = 65_536;

/** A call on its way through the shell. */
export interface ApiCall {
  readonly shell: Shell;
  readonly exchange: Exchange;
  readonly request: ApiRequest;
  readonly route: Route | undefined;
  readonly faults: CallFaults;
  readonly entry: RequestLogEntry;
}

/** Serves a call from the arrival of its headers to the end of its answer. */
export async function serveApi(shell: Shell, exchange: Exchange, target: ApiTarget): Promise<void> {
  shell.late.flush();
  await serveCall(openCall(shell, exchange, target));
}

async function serveCall(call: ApiCall): Promise<void> {
  const { exchange, shell } = call;
  const { apiMs, uploadMs } = shell.core.state.settings.latency;
  const latency = isUpload(call.route) ? uploadMs : apiMs;
  if (latency > 0) {
    await sleep(latency);
  }
  const body = await readBody(call);
  if (body === null) {
    resetConnection(exchange.response);
    return;
  }
  if (body.kind === 'text' && body.text.length <= loggedBodyCharactersMax) {
    call.entry.body = body.text;
  }
  const complete: ApiCall = { ...call, request: { ...call.request, body } };
  await runSideFaults(complete, 'before_apply');
  const fault = call.faults.answer;
  if (fault !== null && timingOf(fault) === 'before_apply') {
    await refuseBefore(complete, fault);
    return;
  }
  const answer = apply(complete, fault);
  await runSideFaults(complete, 'after_apply');
  await answerAfter(complete, fault, answer);
}

function openCall(shell: Shell, exchange: Exchange, target: ApiTarget): ApiCall {
  const { core, script } = shell;
  const head: ApiRequest = {
    method: readMethod(exchange.incoming.method),
    path: target.path,
    query: target.query,
    headers: flatHeaders(exchange.incoming.headers),
    body: { kind: 'none' },
    origins: originsOf(exchange.incoming, target.prefix, core.origins),
    toUploadOrigin: exchange.isUploadPort || isUploadAddress(exchange.incoming, target.prefix),
    requestId: requestIdOf(shell.nextNumber()),
  };
  const route = core.routeOf(head);
  const faults = script.take(head.method, route?.template ?? null);
  const entry = core.log.open({
    at: core.state.now(),
    requestId: head.requestId,
    method: head.method,
    route: route?.template ?? null,
    path: head.path,
    actor: actorName(core.callerOf(head)),
    answeredStatus: null,
    body: null,
    faults: [...faults.kinds],
  });
  return { shell, exchange, request: head, route, faults, entry };
}

async function readBody(call: ApiCall): Promise<RequestBody | null> {
  const { exchange, faults, request, shell } = call;
  const fault = faults.answer;
  const cut = fault?.kind === 'reset_mid_body' ? (fault.afterBytes ?? 0) : null;
  if (!isUpload(call.route) || request.method !== 'POST') {
    const text = await readText(exchange.incoming, cut);
    if (text === undefined) {
      shell.core.recordUnprocessed(request, faults.kinds);
      return null;
    }
    return text === '' ? { kind: 'none' } : { kind: 'text', text };
  }
  const result = await spoolUpload(exchange.incoming, {
    path: join(shell.directory, 'assets', request.requestId),
    altersBytes: fault?.kind === 'digest_altered' && fault.what === 'bytes',
    breaksAfterBytes: cut,
  });
  if (result.kind === 'complete') {
    return { kind: 'upload', upload: result.upload };
  }
  const { interruptedUploadLeavesStarter } = shell.core.state.settings.quirks;
  const byRule = fault?.kind === 'reset_mid_body' ? fault.leavesStarter : undefined;
  if (byRule ?? interruptedUploadLeavesStarter) {
    shell.core.handle({ ...request, body: { kind: 'broken_upload' } }, faults.kinds);
  } else {
    shell.core.recordUnprocessed(request, faults.kinds);
  }
  return null;
}

function apply(call: ApiCall, fault: AnswerFault | null): Answer {
  const { core } = call.shell;
  const { kinds } = call.faults;
  if (fault?.kind === 'asset_left_starter') {
    discardUpload(call);
    const broken: ApiRequest = { ...call.request, body: { kind: 'broken_upload' } };
    const { answer } = core.handle(broken, kinds);
    return { ...answer, status: answer.effect === null ? answer.status : (fault.status ?? 502) };
  }
  const { answer } = core.handle(call.request, kinds);
  if (answer.effect === null) {
    discardUpload(call);
  }
  if (fault?.kind === 'duplicate_delivery') {
    core.handle(call.request, kinds);
  }
  if (fault?.kind === 'digest_altered' && fault.what !== 'bytes') {
    return alterStoredDigest(core.state, answer, fault.what);
  }
  return answer;
}

async function refuseBefore(call: ApiCall, fault: AnswerFault): Promise<void> {
  const { late, core } = call.shell;
  if (fault.kind === 'late_apply') {
    core.recordUnprocessed(call.request, call.faults.kinds);
    late.schedule(fault.ms, () => core.handle(call.request, call.faults.kinds));
  } else {
    core.recordUnprocessed(call.request, call.faults.kinds);
    discardUpload(call);
  }
  await answerAfter(call, fault, null);
}

async function answerAfter(
  call: ApiCall,
  fault: AnswerFault | null,
  answer: Answer | null,
): Promise<void> {
  const { response } = call.exchange;
  for (const path of call.shell.core.state.takeDiscardedFiles()) {
    await rm(path, { force: true });
  }
  const omitBody = call.exchange.incoming.method === 'HEAD';
  const shown = fault === null ? answer : faultAnswer(call, fault, answer);
  if (shown === 'reset') {
    resetConnection(response);
  } else if (shown === 'stall') {
    const held = fault?.kind === 'stall' ? fault.ms : undefined;
    if (held !== undefined) {
      await sleep(held, undefined, { ref: false });
      resetConnection(response);
    }
  } else if (shown !== null) {
    call.entry.answeredStatus = shown.status;
    const headers = { 'x-github-request-id': call.request.requestId, ...shown.headers };
    if (fault?.kind === 'truncate') {
      deliverTruncated(response, { ...shown, headers });
    } else {
      await deliver(response, { ...shown, headers }, omitBody);
    }
  }
}

function discardUpload(call: ApiCall): void {
  if (call.request.body.kind === 'upload') {
    call.shell.core.state.discardFile(call.request.body.upload.path);
  }
}

function timingOf(fault: AnswerFault): FaultTiming {
  if ('when' in fault) {
    return fault.when;
  }
  return fault.kind === 'late_apply' ? 'before_apply' : 'after_apply';
}

function isUpload(route: Route | undefined): boolean {
  return route?.template === uploadTemplate && route.method === 'POST';
}

function readMethod(method: string | undefined): Method {
  return servedMethods.find((served) => served === method) ?? 'GET';
}

function flatHeaders(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  );
}

function requestIdOf(number: number): string {
  const digits = number.toString(16).toUpperCase().padStart(8, '0');
  return `E000:0001:${digits.slice(0, 4)}:${digits.slice(4)}:00000000`;
}
