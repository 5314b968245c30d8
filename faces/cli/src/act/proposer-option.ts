// SPDX-License-Identifier: Apache-2.0
// `--proposer KIND:ID` and `--on-behalf-of PERSON`: who proposes, and which person is behind it.
import { proposerSchema, refusal, type Proposer } from '@marketops/core';
import { refuse } from '../face/command-result.ts';

/** A proposer as the options of `marketops plan` name it, without the first option's name. */
export function proposerWords({ kind, id, onBehalfOf }: Proposer): string {
  const behind = onBehalfOf === null ? '' : ` --on-behalf-of ${onBehalfOf}`;
  return `${kind}:${id}${behind}`;
}

/** Reads both options; an agent or a workflow must name the person behind it. */
export function readProposer(option: string | null, onBehalfOf: string | undefined): Proposer {
  if (option === null) {
    const expected = 'agent:ID, workflow:ID or person:ID';
    return refuse(refusal('usage.invalid', { subject: '--proposer', expected, found: 'none' }));
  }
  const [kind = '', ...id] = option.split(':');
  const proposer = proposerSchema.parse(
    { kind, id: id.join(':'), onBehalfOf: onBehalfOf ?? null },
    '',
  );
  if (!proposer.ok) {
    const { path, expected, found } = proposer.problem;
    return refuse(refusal('usage.invalid', { subject: `--proposer${path}`, expected, found }));
  }
  if (proposer.value.kind !== 'person' && proposer.value.onBehalfOf === null) {
    const details = {
      subject: '--on-behalf-of',
      expected: `the person behind ${option}`,
      found: 'nobody',
    };
    return refuse(refusal('usage.invalid', details));
  }
  return proposer.value;
}
