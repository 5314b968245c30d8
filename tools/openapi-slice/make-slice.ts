// SPDX-License-Identifier: Apache-2.0
// Cuts the served routes out of GitHub's OpenAPI description, with the schemas they refer to and nothing
// else. Responses and request bodies in JSON are kept; headers, parameters and examples are not.

import { isMembers, type JsonMembers, type JsonValue, toJsonSchema } from './json-schema.ts';

/** A slice: schemas of answers and requests by route, and the schemas they refer to. */
export interface OpenApiSlice {
  readonly source: string;
  readonly license: string;
  /** By `METHOD /template`: schemas by status, and the schema of the request body or null. */
  readonly routes: Readonly<Record<string, RouteSlice>>;
  readonly components: { readonly schemas: Readonly<Record<string, JsonMembers>> };
}

/** What one route may be sent and may answer; a null schema means no JSON body. */
export interface RouteSlice {
  readonly request: JsonMembers | null;
  readonly responses: Readonly<Record<string, JsonMembers | null>>;
}

/** Makes a slice of a parsed description; throws when a route is not described. */
export function makeSlice(
  description: JsonMembers,
  routes: readonly (readonly [method: string, template: string])[],
  source: string,
): OpenApiSlice {
  const sliced: Record<string, RouteSlice> = {};
  for (const [method, template] of routes) {
    sliced[`${method.toUpperCase()} ${template}`] = sliceRoute(description, method, template);
  }
  const schemas: Record<string, JsonMembers> = {};
  collectSchemas(description, Object.values(sliced), schemas);
  return { source, license: 'MIT', routes: sliced, components: { schemas } };
}

function sliceRoute(description: JsonMembers, method: string, template: string): RouteSlice {
  const operation = at(description, ['paths', template, method]);
  if (operation === undefined) {
    throw new Error(`route ${method} ${template} expected in the description, found none`);
  }
  const responses: Record<string, JsonMembers | null> = {};
  for (const [status, response] of Object.entries(at(operation, ['responses']) ?? {})) {
    responses[status] = jsonSchemaOf(resolve(description, response));
  }
  const body = operation['requestBody'];
  const request = body === undefined ? null : jsonSchemaOf(resolve(description, body));
  return { request, responses };
}

function jsonSchemaOf(holder: JsonMembers): JsonMembers | null {
  const schema = at(holder, ['content', 'application/json', 'schema']);
  return schema === undefined ? null : toJsonSchema(schema);
}

function collectSchemas(
  description: JsonMembers,
  from: readonly unknown[],
  found: Record<string, JsonMembers>,
): void {
  const names = JSON.stringify(from).matchAll(/"#\/components\/schemas\/([^"]+)"/g);
  for (const [, name = ''] of names) {
    if (found[name] !== undefined) {
      continue;
    }
    const schema = at(description, ['components', 'schemas', name]);
    if (schema === undefined) {
      throw new Error(`schema ${name} expected in the description, found none`);
    }
    found[name] = toJsonSchema(schema);
    collectSchemas(description, [found[name]], found);
  }
}

function resolve(description: JsonMembers, value: JsonValue): JsonMembers {
  if (!isMembers(value)) {
    return {};
  }
  const reference = value['$ref'];
  return typeof reference === 'string'
    ? (at(description, reference.replace('#/', '').split('/')) ?? {})
    : value;
}

function at(value: JsonMembers, path: readonly string[]): JsonMembers | undefined {
  let found: JsonValue | undefined = value;
  for (const name of path) {
    found = isMembers(found) ? found[name] : undefined;
  }
  return isMembers(found) ? found : undefined;
}
