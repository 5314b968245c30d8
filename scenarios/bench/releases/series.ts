// SPDX-License-Identifier: Apache-2.0
// The runs of one subject in one case; the middle one counts.
import { middleRun, type SubjectFigures } from '../bench-report.ts';
import { BenchError, type MeasuredRun } from './measured-run.ts';

/** The runs of one subject. */
export class Series<T extends MeasuredRun> {
  readonly name: string;
  /** Why there are no figures, or null. */
  absent: string | null = null;
  readonly #measure: () => Promise<T>;
  readonly #runs: T[] = [];

  constructor(name: string, measure: () => Promise<T>) {
    this.name = name;
    this.#measure = measure;
  }

  /** Runs the subject once more. */
  async run(): Promise<T> {
    const run = await this.#measure();
    this.#runs.push(run);
    return run;
  }

  /** The middle run by wall time; throws BenchError where there was none. */
  get middle(): T {
    const [first, ...others] = this.#runs;
    if (first === undefined) throw new BenchError(`${this.name} was never run`);
    return middleRun([first, ...others]);
  }

  /** The middle run, or why there is none. */
  get figures(): SubjectFigures {
    return this.absent === null ? this.middle : { absent: this.absent };
  }
}
