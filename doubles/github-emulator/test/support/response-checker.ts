// SPDX-License-Identifier: Apache-2.0
// Validates answers against the slice of GitHub's own OpenAPI description.

import { readFileSync } from 'node:fs';

import { Ajv, type ValidateFunction } from 'ajv';
import formatsModule from 'ajv-formats';

import { isJsonObject, type Json, type JsonObject, parseJson } from '../../src/json.ts';

const slicePath = new URL('../../openapi/github-slice.generated.json', import.meta.url);

/** Routes that GitHub serves but does not describe, with the described route that answers alike. */
const likeRoutes: Readonly<Record<string, string>> = {
  'GET /repos/{owner}/{repo}/git/refs': 'GET /repos/{owner}/{repo}/git/matching-refs/{ref}',
};

/** Checks answers; see `complaints`. */
export class ResponseChecker {
  readonly #slice: JsonObject;
  readonly #ajv: Ajv;
  readonly #compiled = new Map<string, ValidateFunction>();

  constructor() {
    const slice = parseJson(readFileSync(slicePath, 'utf8'));
    this.#slice = isJsonObject(slice) ? slice : {};
    this.#ajv = new Ajv({ strict: false, allErrors: true });
    formatsModule.default(this.#ajv);
    this.#ajv.addFormat('uri-template', true);
    this.#ajv.addSchema({ $id: 'slice', components: this.#slice['components'] });
  }

  /** The described routes, as `METHOD /template`. */
  routes(): readonly string[] {
    return Object.keys(objectAt(this.#slice, ['routes']));
  }

  /** What is wrong with a JSON answer of a route; empty when nothing is. */
  complaints(route: string, status: number, value: Json | undefined): string[] {
    const described = objectAt(this.#slice, ['routes', likeRoutes[route] ?? route, 'responses']);
    const own = described[String(status)];
    if (own === null && value === undefined) {
      return [];
    }
    const schema = isJsonObject(own) ? own : generalSchema(status);
    if (schema === null) {
      return [`${route} answers ${status}, which is not described`];
    }
    const validate = this.#compile(`${route} ${status}`, schema);
    return validate(withDescribedStates(value))
      ? []
      : (validate.errors ?? []).map(
          (error) => `${route} ${status} ${error.instancePath} ${error.message ?? ''}`,
        );
  }

  #compile(key: string, schema: JsonObject): ValidateFunction {
    const known = this.#compiled.get(key);
    if (known !== undefined) {
      return known;
    }
    const text = JSON.stringify(schema).replaceAll('"#/components', '"slice#/components');
    const rewritten = parseJson(text);
    const compiled = this.#ajv.compile(isJsonObject(rewritten) ? rewritten : {});
    this.#compiled.set(key, compiled);
    return compiled;
  }
}

/** Errors and redirects that any route may give are described once for all. */
function generalSchema(status: number): JsonObject | null {
  if (status === 422) {
    return { $ref: '#/components/schemas/validation-error' };
  }
  return status >= 300 ? { $ref: '#/components/schemas/basic-error' } : null;
}

/** The description knows no asset state `starter`, which GitHub gives all the same. */
function withDescribedStates(value: Json | undefined): Json {
  const text = JSON.stringify(value ?? null).replaceAll('"state":"starter"', '"state":"open"');
  return parseJson(text) ?? null;
}

function objectAt(value: JsonObject, path: readonly string[]): JsonObject {
  let found: Json | undefined = value;
  for (const name of path) {
    found = isJsonObject(found) ? found[name] : undefined;
  }
  return isJsonObject(found) ? found : {};
}
