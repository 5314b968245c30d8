// SPDX-License-Identifier: Apache-2.0
// What a benchmark is reported as, for programs and for people.
import type { JsonObject } from '@marketops/core';
import type { MeasuredRun } from './releases/measured-run.ts';

/** Figures of one subject in one case, or why there are none. */
export type SubjectFigures = MeasuredRun | { readonly absent: string };

/** Figures of MarketOps, with what its process takes before and without any work. */
export type MarketopsFigures = MeasuredRun & {
  readonly workMs: number;
  readonly idleRssBytes: number;
};

/** One case. */
export interface CaseReport {
  readonly name: string;
  readonly subjects: {
    readonly marketops: MarketopsFigures;
    readonly [peer: string]: SubjectFigures;
  };
  /** Wall time of MarketOps over that of gh; null where gh is absent. */
  readonly ratioToGh: number | null;
}

/** Something measured that has no peer: the mint, the policy, the store. */
export interface MeasureReport {
  readonly name: string;
  readonly figures: JsonObject;
}

/** A benchmark. */
export interface BenchReport {
  readonly machine: string;
  readonly date: string;
  /** Releases, side by side with the peers. */
  readonly cases: readonly CaseReport[];
  readonly measures: readonly MeasureReport[];
}

const mebibyte = 1_048_576;

/** The middle one of several runs, by wall time. */
export function middleRun<T extends MeasuredRun>(runs: readonly [T, ...T[]]): T {
  const sorted = runs.toSorted((left, right) => left.wallMs - right.wallMs);
  return sorted[Math.floor(sorted.length / 2)] ?? runs[0];
}

/** The wall time of MarketOps over that of gh. */
export function ratioToGh(marketops: MeasuredRun, gh: SubjectFigures | undefined): number | null {
  if (gh === undefined || 'absent' in gh) return null;
  return Math.round((marketops.wallMs / gh.wallMs) * 100) / 100;
}

/** Everything, for people; the releases as a table in Markdown. */
export function benchText(report: BenchReport): string {
  const { machine, date, cases, measures } = report;
  const figures = measures.map(({ name, figures: found }) => `${name}: ${JSON.stringify(found)}`);
  const table = cases.length === 0 ? [] : [releaseTable(cases)];
  return [`${machine}, ${date}`, ...table, ...figures].join('\n\n');
}

function releaseTable(cases: readonly CaseReport[]): string {
  const head = ['| case | subject | wall | over gh | requests | peak memory |'];
  const rule = ['|---|---|---|---|---|---|'];
  const rows = cases.flatMap(({ name, subjects }) =>
    Object.entries(subjects).map(([subject, figures]) => {
      if ('absent' in figures) return `| ${name} | ${subject} | ${figures.absent} | | | |`;
      const over = ratioToGh(figures, subjects['gh']);
      const cells = [
        name,
        subject,
        `${(figures.wallMs / 1_000).toFixed(2)} s`,
        over === null ? '' : over.toFixed(2),
        String(figures.requests),
        `${Math.round(figures.peakRssBytes / mebibyte)} MiB`,
      ];
      return `| ${cells.join(' | ')} |`;
    }),
  );
  return [...head, ...rule, ...rows].join('\n');
}
