// SPDX-License-Identifier: Apache-2.0
// How a route is called in fault rules and logs.

/** A method and GitHub's path template, such as `POST` and `/repos/{owner}/{repo}/git/refs`. */
export interface RouteName {
  readonly method: string;
  readonly route: string;
}
