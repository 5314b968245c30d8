// SPDX-License-Identifier: Apache-2.0
// Runs what the command was asked for and prints it: results on standard output, progress on
// standard error.
import process from 'node:process';
import { UsageError } from '../../command-words.ts';
import type { FaultsRequest } from '../command-line.ts';
import { cellNamed, sampleOf, wholeMatrix } from '../matrix/matrix.ts';
import type { Cell } from '../matrix/cell.ts';
import { cellLine, matrixReport, matrixSummary, matrixTable } from '../report/matrix-report.ts';
import { peerCellLine, peerMatrix, peersText, playPeers } from '../peers/peer-matrix.ts';
import { killAtRandom, randomKillsText } from '../random-kills/random-kills.ts';
import { isStormRight, playStorm } from '../storm/storm.ts';
import { playMatrix } from './play-matrix.ts';

/** Runs a request; false where a defect was found. */
export async function runFaults(request: FaultsRequest): Promise<boolean> {
  const { run } = request;
  switch (run.kind) {
    case 'matrix':
      return runMatrix(wholeMatrix(), request);
    case 'sample':
      return runMatrix(sampleOf(wholeMatrix()), request);
    case 'only':
      return runMatrix([requiredCell(run.name)], request);
    case 'random_kills':
      return runRandomKills(run, request);
    case 'storm':
      return runStorm(run.submissions, request);
    case 'peers':
      return runPeers(request);
  }
}

function requiredCell(name: string): Cell {
  const cell = cellNamed(wholeMatrix(), name);
  if (cell !== undefined) return cell;
  throw new UsageError(`--only: expected OPERATION/CALL/FAULT/KILL of a cell, found ${name}`);
}

async function runMatrix(
  cells: readonly Cell[],
  { json, lanes }: Pick<FaultsRequest, 'json' | 'lanes'>,
): Promise<boolean> {
  const played = await playMatrix(cells, { lanes, tell: cellTeller(cells.length) });
  const report = matrixReport(played);
  print(json ? report : `${matrixTable(played)}\n\n${matrixSummary(report)}`);
  return report.defects === 0;
}

async function runRandomKills(
  { kills, seed }: { readonly kills: number; readonly seed: string },
  { json, lanes }: FaultsRequest,
): Promise<boolean> {
  const report = await killAtRandom({
    kills,
    seed,
    lanes,
    tell: (round) => {
      const verdicts = round.verdicts.map(({ verdict }) => verdict).join(', ');
      process.stderr.write(`${round.seed}: ${round.kills} kills; ${verdicts}\n`);
    },
  });
  print(json ? report : randomKillsText(report));
  return report.defects === 0 && report.kills >= kills;
}

async function runStorm(submissions: number, { json }: FaultsRequest): Promise<boolean> {
  const report = await playStorm(submissions);
  const lines = Object.entries(report).map(([name, value]) => `${name}: ${value}`);
  print(json ? report : lines.join('\n'));
  return isStormRight(report, submissions);
}

/** What peers do is a finding, not a failure of this command. */
async function runPeers({ json, lanes }: FaultsRequest): Promise<boolean> {
  const report = await playPeers(peerMatrix(), {
    lanes,
    tell: (played) => process.stderr.write(`${peerCellLine(played)}\n`),
  });
  print(json ? report : peersText(report));
  return true;
}

function print(value: object | string): void {
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
  process.stdout.write(`${text}\n`);
}

function cellTeller(total: number): (played: Parameters<typeof cellLine>[0]) => void {
  let over = 0;
  return (played) => {
    over += 1;
    process.stderr.write(`${over}/${total} ${cellLine(played)}\n`);
  };
}
