// SPDX-License-Identifier: Apache-2.0
// Reads YAML 1.2 (core schema) so that it means one thing to every reader: one document, no
// directives, and only what JSON can say.
import {
  accepted,
  refused,
  utf8Decode,
  visibleText,
  type JsonValue,
  type Parsed,
} from '@marketops/core';
import {
  LineCounter,
  isMap,
  isNode,
  isScalar,
  isSeq,
  parseAllDocuments,
  type Document,
} from 'yaml';
import { YamlRefusal } from './yaml-refusal.ts';
import { start, yamlToJson } from './yaml-to-json.ts';

/** Bytes of a YAML file at most. */
export const yamlBytesMax = 262_144;

/** A YAML document as JSON, and where its values stand. */
export interface YamlReading {
  readonly value: JsonValue;
  /** `LINE:COLUMN`, both from 1, of what a JSON pointer leads to, or of the nearest around it. */
  readonly locate: (pointer: string) => string;
}

/** The value that `bytes` spell; a problem's path is `LINE:COLUMN`. Never throws. */
export function readStrictYaml(bytes: Uint8Array): Parsed<YamlReading> {
  if (bytes.length > yamlBytesMax) {
    return refused('1:1', `at most ${yamlBytesMax} bytes`, `${bytes.length} bytes`);
  }
  const text = utf8Decode(bytes);
  if (!text.ok) return refused('1:1', text.problem.expected, text.problem.found);
  const lines = new LineCounter();
  try {
    return readDocument(text.value, lines);
  } catch (error) {
    if (error instanceof YamlRefusal) {
      return refused(place(lines, error.offset), error.expected, error.found);
    }
    throw error;
  }
}

function readDocument(text: string, lines: LineCounter): Parsed<YamlReading> {
  const documents = parseAllDocuments(text, {
    version: '1.2',
    schema: 'core',
    merge: false,
    strict: true,
    // Duplicates are found in linear time while converting; the parser compares each with each.
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
    intAsBigInt: true,
    lineCounter: lines,
  });
  if ('empty' in documents) throw new YamlRefusal(0, 'a mapping', 'an empty file');
  const [document, second] = documents;
  if (document === undefined) throw new YamlRefusal(0, 'a mapping', 'an empty file');
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined) {
    throw new YamlRefusal(problem.pos[0], 'well-formed YAML', visibleText(problem.message));
  }
  if (document.directives.docStart !== null && /^%/m.test(text.slice(0, document.range[0]))) {
    throw new YamlRefusal(0, 'YAML without directives', 'a directive');
  }
  if (second !== undefined) throw new YamlRefusal(second.range[0], 'one document', 'another one');
  const value = yamlToJson(document.contents);
  return accepted({ value, locate: (pointer) => place(lines, offsetOf(document, pointer)) });
}

/** Follows a pointer as far as it leads; an unknown key counts as found where it is written. */
function offsetOf(document: Document.Parsed, pointer: string): number {
  let node: unknown = document.contents;
  let offset = isNode(node) ? start(node) : 0;
  for (const segment of pointer.split('/').slice(1)) {
    const name = segment.replaceAll('~1', '/').replaceAll('~0', '~');
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === name);
      if (pair === undefined) return offset;
      if (isNode(pair.key)) offset = start(pair.key);
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(name)];
      if (isNode(node)) offset = start(node);
    } else {
      return offset;
    }
  }
  return offset;
}

function place(lines: LineCounter, offset: number): string {
  const { line, col } = lines.linePos(offset);
  return `${Math.max(1, line)}:${Math.max(1, col)}`;
}
