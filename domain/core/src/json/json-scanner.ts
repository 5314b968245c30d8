// SPDX-License-Identifier: Apache-2.0
// The scanner behind `parseStrictJson`: one pass over the text, a bounded stack, no backtracking.
import { describeText } from '../schema/describe-value.ts';
import { accepted, refused, type Parsed, type Problem } from '../schema/parsed.ts';
import { jsonPointer } from './json-pointer.ts';
import { scanNumber } from './json-number.ts';
import { scanString } from './json-string.ts';
import type { JsonValue } from './json-value.ts';
import type { JsonLimits } from './json-limits.ts';

/** A depth that no JavaScript engine's stack is too small for. */
const depthCeiling = 256;

const membersMaxDefault = 1_000_000;

const literals = [
  { word: 'true', value: true },
  { word: 'false', value: false },
  { word: 'null', value: null },
] as const;

/** Reads one text once. Methods answer undefined after they have recorded the problem. */
export class JsonScanner {
  readonly #text: string;
  readonly #depthMax: number;
  readonly #membersMax: number;
  readonly #numbers: JsonLimits['numbers'];
  /** Keys and indices that lead to the value being read. */
  readonly #segments: (string | number)[] = [];
  #position = 0;
  #members = 0;
  #problem: Problem | undefined;

  constructor(text: string, limits: JsonLimits) {
    this.#text = text;
    this.#depthMax = Math.min(limits.depthMax, depthCeiling);
    this.#membersMax = limits.membersMax ?? membersMaxDefault;
    this.#numbers = limits.numbers;
  }

  /** The value of the whole text, or the first problem in it. */
  scan(): Parsed<JsonValue> {
    const value = this.#scanValue();
    if (value !== undefined) {
      this.#skipWhiteSpace();
      if (this.#position === this.#text.length) return accepted(value);
      this.#refuse('the end of the text');
    }
    const { path, expected, found } = this.#problem ?? { path: '', expected: 'JSON', found: '' };
    return refused(path, expected, found);
  }

  #scanValue(): JsonValue | undefined {
    this.#skipWhiteSpace();
    const character = this.#text.charAt(this.#position);
    if (character === '{') return this.#scanObject();
    if (character === '[') return this.#scanArray();
    if (character === '"') return this.#scanString();
    if (/^[-0-9]$/.test(character)) return this.#scanNumber();
    for (const { word, value } of literals) {
      if (this.#text.startsWith(word, this.#position)) {
        this.#position += word.length;
        return value;
      }
    }
    return this.#refuse('a JSON value');
  }

  #scanArray(): JsonValue | undefined {
    if (!this.#enter()) return undefined;
    const items: JsonValue[] = [];
    this.#skipWhiteSpace();
    if (this.#take(']')) return items;
    while (this.#countMember()) {
      this.#segments.push(items.length);
      const item = this.#scanValue();
      if (item === undefined) return undefined;
      this.#segments.pop();
      items.push(item);
      this.#skipWhiteSpace();
      if (this.#take(']')) return items;
      if (!this.#take(',')) return this.#refuse('"," or "]"');
    }
    return undefined;
  }

  #scanObject(): JsonValue | undefined {
    if (!this.#enter()) return undefined;
    const members = Object.create(null) as Record<string, JsonValue>;
    this.#skipWhiteSpace();
    if (this.#take('}')) return members;
    while (this.#countMember()) {
      const key = this.#scanKey(members);
      if (key === undefined) return undefined;
      this.#segments.push(key);
      const value = this.#scanValue();
      if (value === undefined) return undefined;
      this.#segments.pop();
      members[key] = value;
      this.#skipWhiteSpace();
      if (this.#take('}')) return members;
      if (!this.#take(',')) return this.#refuse('"," or "}"');
    }
    return undefined;
  }

  /** A key that `members` has not yet, and its colon. */
  #scanKey(members: Readonly<Record<string, JsonValue>>): string | undefined {
    this.#skipWhiteSpace();
    if (this.#text.charAt(this.#position) !== '"') return this.#refuse('a key in quotes');
    const key = this.#scanString();
    if (key === undefined) return undefined;
    if (key === '__proto__') return this.#record('a key other than "__proto__"', '"__proto__"');
    if (key in members) return this.#record('each key once', `${describeText(key)} twice`);
    this.#skipWhiteSpace();
    return this.#take(':') ? key : this.#refuse('":"');
  }

  #scanString(): string | undefined {
    const scanned = scanString(this.#text, this.#position);
    if (!scanned.ok) return this.#record(scanned.problem.expected, scanned.problem.found);
    this.#position = scanned.value.end;
    return scanned.value.text;
  }

  #scanNumber(): number | undefined {
    const scanned = scanNumber(this.#text, this.#position, this.#numbers);
    if (!scanned.ok) return this.#record(scanned.problem.expected, scanned.problem.found);
    this.#position = scanned.value.end;
    return scanned.value.number;
  }

  /** Steps into an array or object, whose first character is next. */
  #enter(): boolean {
    this.#position += 1;
    if (this.#segments.length < this.#depthMax) return true;
    this.#record(`at most ${this.#depthMax} levels of JSON`, 'a deeper one');
    return false;
  }

  #countMember(): boolean {
    this.#members += 1;
    if (this.#members <= this.#membersMax) return true;
    this.#record(`at most ${this.#membersMax} items and members`, 'more');
    return false;
  }

  #take(character: string): boolean {
    if (this.#text.charAt(this.#position) !== character) return false;
    this.#position += 1;
    return true;
  }

  #skipWhiteSpace(): void {
    while (' \t\n\r'.includes(this.#text.charAt(this.#position) || '-')) this.#position += 1;
  }

  #refuse(expected: string): undefined {
    const code = this.#text.codePointAt(this.#position);
    const found =
      code === undefined ? 'the end of the text' : describeText(String.fromCodePoint(code));
    return this.#record(expected, `${found} at index ${this.#position}`);
  }

  #record(expected: string, found: string): undefined {
    this.#problem = { path: jsonPointer(this.#segments), expected, found };
    return undefined;
  }
}
