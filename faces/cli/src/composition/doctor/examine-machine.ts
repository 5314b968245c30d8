// SPDX-License-Identifier: Apache-2.0
// The machine: Node, its SQLite, and the programs that are called.
import { spawnSync } from 'node:child_process';
import { requireSqliteVersion } from '@marketops/store-sqlite';
import { illBy, lookAt, wellFound, type Finding } from './finding.ts';

const nodeMajorMin = 24;

/** Looks at the machine. */
export async function examineMachine(): Promise<readonly Finding[]> {
  return [
    examineNode(),
    ...(await lookAt('sqlite', () => {
      const version = process.versions['sqlite'] ?? '';
      requireSqliteVersion(version);
      return [wellFound('sqlite', version)];
    })),
    examineProgram('git', ['--version'], 'fail'),
    examineProgram('ssh-keygen', ['-Q', 'key'], 'warn'),
  ];
}

function examineNode(): Finding {
  const { node } = process.versions;
  if (Number(node.split('.', 1)[0]) >= nodeMajorMin) return wellFound('node', node);
  const expected = `Node ${nodeMajorMin} or newer`;
  const reason = { code: 'doctor.node_too_old', subject: 'node', expected, found: node } as const;
  return illBy('node', 'fail', reason);
}

/** Whether a program can be started at all; what it answers does not matter. */
function examineProgram(name: string, args: readonly string[], verdict: 'warn' | 'fail'): Finding {
  const { error, stdout } = spawnSync(name, [...args], { encoding: 'utf8' });
  if (error === undefined) {
    const [first = ''] = stdout.split('\n', 1);
    return wellFound(name, first.startsWith(name) ? first : 'present');
  }
  const reason = { code: 'doctor.program_missing', subject: name } as const;
  return illBy(name, verdict, { ...reason, expected: `${name} in PATH`, found: 'none' });
}
