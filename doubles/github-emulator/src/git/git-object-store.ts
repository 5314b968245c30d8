// SPDX-License-Identifier: Apache-2.0
// Holds the objects of one repository under their own hash. An object never changes and never leaves;
// the order of arrival is kept so that a copy on disk can be brought up to date by the difference.

import { type GitObject, type GitObjectType, gitObjectId } from './git-object.ts';

/** An object together with the id it is stored under. */
export interface StoredObject extends GitObject {
  readonly id: string;
}

/** A content-addressed set of git objects. */
export class GitObjectStore {
  readonly #objects = new Map<string, StoredObject>();
  readonly #arrivals: StoredObject[] = [];

  /** Stores content and returns its id; storing the same content again changes nothing. */
  put(type: GitObjectType, content: Buffer): string {
    const id = gitObjectId(type, content);
    if (!this.#objects.has(id)) {
      const stored: StoredObject = { id, type, content };
      this.#objects.set(id, stored);
      this.#arrivals.push(stored);
    }
    return id;
  }

  /** Finds an object of any kind, or undefined. */
  get(id: string): StoredObject | undefined {
    return this.#objects.get(id);
  }

  /** Finds the content of an object of one kind; undefined when absent or of another kind. */
  content(id: string, type: GitObjectType): Buffer | undefined {
    const found = this.#objects.get(id);
    return found?.type === type ? found.content : undefined;
  }

  /** Tells whether an object of that kind is stored. */
  has(id: string, type: GitObjectType): boolean {
    return this.#objects.get(id)?.type === type;
  }

  /** Counts the stored objects. */
  get size(): number {
    return this.#arrivals.length;
  }

  /** Lists the objects that arrived after the first `count`. */
  arrivedAfter(count: number): readonly StoredObject[] {
    return this.#arrivals.slice(count);
  }
}
