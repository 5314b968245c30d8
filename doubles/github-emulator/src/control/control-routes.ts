// SPDX-License-Identifier: Apache-2.0
// The routes of the control interface, one entry a route.

import { type Json, parseJson } from '../json.ts';
import { fullNameOf, type Repository } from '../state/repository.ts';
import { ControlInputError, defined, type InputFields } from './control-input.ts';
import type { EmulatorControl, RepositoryAddition } from './emulator-control.ts';
import { parseFaultRule } from './parse-fault-rule.ts';
import { parseForeignChange } from './parse-foreign-change.ts';
import {
  parseAppSpec,
  parseInstallationSpec,
  parseSettings,
  parseTokenSpec,
} from './parse-settings.ts';

/** Carries out one control request and returns what to answer. */
export type ControlHandler = (
  control: EmulatorControl,
  input: InputFields,
  query: URLSearchParams,
) => Json | Promise<Json>;

const done: Json = { done: true };

/** All control routes by method and path below `/_emulator`. */
export const controlRoutes: Readonly<Record<string, ControlHandler>> = {
  'GET /writes': (control, _input, query) => since(control.writeLog(), query),
  'GET /requests': (control, _input, query) => since(control.requestLog(), query),
  'GET /counters': (control) => plain(control.counters()),
  'GET /write-routes': (control) => plain(control.writeRoutes()),
  'GET /snapshot': (control, _input, query) => {
    const [owner = '', name = ''] = (query.get('repository') ?? '').split('/');
    return plain(control.snapshot(owner, name));
  },
  'GET /faults': (control) => plain(control.faults()),
  'POST /faults': (control, input) => {
    control.addFault(parseFaultRule(input));
    return done;
  },
  'DELETE /faults': (control) => {
    control.clearFaults();
    return done;
  },
  'POST /changes': (control, input) => {
    control.change(parseForeignChange(input));
    return done;
  },
  'GET /settings': (control) => plain(control.configure({})),
  'PATCH /settings': (control, input) => plain(control.configure(parseSettings(input))),
  'POST /advance': (control, input) => {
    const ms = input.number('ms');
    if (ms < 0) {
      throw new ControlInputError('body.ms', 'a number of milliseconds from 0', ms);
    }
    control.advance(ms);
    return { now: control.state.now() };
  },
  'POST /repositories': (control, input) => identify(control.addRepository(parseRepository(input))),
  'POST /seeds': async (control, input) =>
    identify(await control.seedFromGit({ ...parseRepository(input), path: input.string('path') })),
  'POST /collaborators': (control, input) => {
    const [owner = '', name = ''] = input.string('repository').split('/');
    const repository = control.state.repositoryNamed(owner, name);
    if (repository === undefined) {
      throw new ControlInputError('body.repository', 'an existing owner/name', `${owner}/${name}`);
    }
    const role = input.oneOf('role', ['read', 'write', 'admin']);
    control.addCollaborator(repository, input.string('login'), role);
    return done;
  },
  'POST /tokens': (control, input) => ({ name: control.addToken(parseTokenSpec(input)).name }),
  'POST /apps': (control, input) => ({ id: control.addApp(parseAppSpec(input)).id }),
  'POST /installations': (control, input) => ({
    id: control.addInstallation(parseInstallationSpec(input)).id,
  }),
};

function parseRepository(input: InputFields): RepositoryAddition {
  return {
    owner: input.string('owner'),
    name: input.string('name'),
    ...defined({
      ownerType: input.has('ownerType')
        ? input.oneOf('ownerType', ['User', 'Organization', 'Bot'])
        : undefined,
      private: input.optionalBoolean('private'),
      defaultBranch: input.optionalString('defaultBranch'),
      description: input.optionalString('description'),
    }),
  };
}

function identify(repository: Repository): Json {
  return { id: repository.id, fullName: fullNameOf(repository) };
}

function since(entries: readonly { readonly sequence: number }[], query: URLSearchParams): Json {
  const after = Number(query.get('after') ?? 0);
  return plain(entries.filter((entry) => entry.sequence > after));
}

function plain(value: unknown): Json {
  return parseJson(JSON.stringify(value)) ?? null;
}
