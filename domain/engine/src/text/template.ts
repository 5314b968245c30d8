// SPDX-License-Identifier: Apache-2.0
// Templates with a small closed set of variables. A template is only text with gaps: it cannot
// branch, call or reach anything, and what fills a gap is never read as a template again.
import { accepted, describeText, refused, text, type Parsed, type Schema } from '@marketops/core';

/** Every variable, with what it stands for. */
const TEMPLATE_VARIABLES = {
  version: 'the version being published',
  tag: 'the name of its tag',
  previousVersion: 'the version before it',
  previousTag: 'the tag of the version before it',
  date: 'the day of the plan, YYYY-MM-DD in UTC',
  commit: 'the id of the commit that is published',
  repository: 'OWNER/NAME',
  notes: 'the notes of the version',
} as const;

/** The name of a variable. */
export type TemplateVariable = keyof typeof TEMPLATE_VARIABLES;

/** Values of the variables; null where one has none in this run. */
export type TemplateValues = { readonly [V in TemplateVariable]: string | null };

/** A template: text and variables in turn. */
type Piece = { readonly text: string } | { readonly variable: TemplateVariable };

const piecePattern = /\{\{|\}\}|\{([^{}]*)\}|\{|\}|[^{}]+/g;

/**
 * Text that may hold the variables `allowed`, each in braces; `{{` and `}}` stand for braces. The
 * value stays the text as written, so that the configuration can be shown as it is.
 */
export function templateSchema(
  allowed: readonly TemplateVariable[],
  lengthMax: number,
): Schema<string> {
  const bounded = text({ lengthMin: 1, lengthMax });
  return {
    jsonSchema: {
      ...bounded.jsonSchema,
      description: `A template; variables: ${allowed.map((name) => `{${name}}`).join(', ')}.`,
    },
    parse: (value, path) => {
      const parsed = bounded.parse(value, path);
      if (!parsed.ok) return parsed;
      const pieces = readTemplate(parsed.value, allowed);
      return pieces.ok ? parsed : refused(path, pieces.problem.expected, pieces.problem.found);
    },
  };
}

/** Fills a template; refuses where a variable has no value in this run. */
export function renderTemplate(template: string, values: TemplateValues): Parsed<string> {
  const pieces = readTemplate(template, Object.keys(TEMPLATE_VARIABLES) as TemplateVariable[]);
  if (!pieces.ok) return pieces;
  let rendered = '';
  for (const piece of pieces.value) {
    if ('text' in piece) {
      rendered += piece.text;
      continue;
    }
    const value = values[piece.variable];
    if (value === null) {
      const meaning = TEMPLATE_VARIABLES[piece.variable];
      return refused('', `a value for {${piece.variable}}, ${meaning}`, 'none in this run');
    }
    rendered += value;
  }
  return accepted(rendered);
}

/** Which variables a template holds. */
export function templateVariables(template: string): ReadonlySet<TemplateVariable> {
  const pieces = readTemplate(template, Object.keys(TEMPLATE_VARIABLES) as TemplateVariable[]);
  return new Set(
    pieces.ok ? pieces.value.flatMap((piece) => ('variable' in piece ? [piece.variable] : [])) : [],
  );
}

function readTemplate(
  template: string,
  allowed: readonly TemplateVariable[],
): Parsed<readonly Piece[]> {
  const expected = `only ${allowed.map((name) => `{${name}}`).join(', ')}, with {{ and }} for braces`;
  const pieces: Piece[] = [];
  for (const [piece, name] of template.matchAll(piecePattern)) {
    if (name !== undefined) {
      const variable = allowed.find((candidate) => candidate === name);
      if (variable === undefined) return refused('', expected, describeText(piece));
      pieces.push({ variable });
    } else if (piece === '{' || piece === '}') {
      return refused('', expected, `a single ${describeText(piece)}`);
    } else {
      pieces.push({ text: piece === '{{' || piece === '}}' ? piece.slice(1) : piece });
    }
  }
  return accepted(pieces);
}
