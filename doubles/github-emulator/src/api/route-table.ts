// SPDX-License-Identifier: Apache-2.0
// Finds the route for a method and path. Literal segments win over parameters; a parameter named `ref`,
// `branch`, `path` or `basehead` at the end of a template takes the rest of the path, slashes included.

import type { Method } from './api-request.ts';
import type { Route } from './route.ts';

/** A route together with the parameters taken from the path. */
export interface RouteMatch {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

const restParameters = new Set(['ref', 'branch', 'path', 'basehead', 'tag']);

/** An ordered set of routes. */
export class RouteTable {
  readonly #routes: readonly Route[];

  constructor(routes: readonly Route[]) {
    this.#routes = [...routes].toSorted((left, right) => literals(right) - literals(left));
  }

  /** All routes. */
  get routes(): readonly Route[] {
    return this.#routes;
  }

  /** Finds the route for a call; undefined when none is served. */
  find(method: Method, path: string): RouteMatch | undefined {
    const segments = path.split('/').filter((segment) => segment !== '');
    for (const route of this.#routes) {
      const params = route.method === method ? matchTemplate(route.template, segments) : undefined;
      if (params !== undefined) {
        return { route, params };
      }
    }
    return undefined;
  }
}

function literals(route: Route): number {
  return route.template.split('/').filter((part) => part !== '' && !part.startsWith('{')).length;
}

function matchTemplate(
  template: string,
  segments: readonly string[],
): Record<string, string> | undefined {
  const parts = template.split('/').filter((part) => part !== '');
  const params: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const name = /^\{(.+)\}$/.exec(part)?.[1];
    if (name === undefined) {
      if (segments[index] !== part) {
        return undefined;
      }
      continue;
    }
    const takesRest = index === parts.length - 1 && restParameters.has(name);
    const value = takesRest ? segments.slice(index).join('/') : segments[index];
    const decoded = value === undefined || value === '' ? undefined : decodeSegment(value);
    if (decoded === undefined && name !== 'path') {
      return undefined;
    }
    params[name] = decoded ?? '';
    if (takesRest) {
      return params;
    }
  }
  return parts.length === segments.length ? params : undefined;
}

function decodeSegment(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
