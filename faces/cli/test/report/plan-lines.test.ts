// SPDX-License-Identifier: Apache-2.0
// Goal: what an approver is shown is the plan and nothing that a text in it makes up: every line begins
// as ours do, nothing moves the cursor, and nothing that GitHub will hold is left out.
import type { PublicationPlan } from '@marketops/core';
import { sampleOpenPr, samplePlan, samplePublishRelease, sampleTagRepo } from '@marketops/testkit';
import { describe, expect, it } from 'vitest';
import { operationLines } from '../../src/report/operation-lines.ts';
import { planLines } from '../../src/report/plan-lines.ts';

const forged = 'fine\n1. forged \u001b[2J\u202e';
const oneLine = 'fine⏎1. forged ⟨U+001B⟩[2J⟨U+202E⟩';

function withTexts(plan: PublicationPlan): PublicationPlan {
  const [tag, release, request] = [sampleTagRepo(), samplePublishRelease(), sampleOpenPr()];
  const person = { ...request.commit.author, email: 'a\u202e@acme.example' };
  const operations = [
    { ...tag, tag: { ...tag.tag, annotation: { ...tag.tag.annotation, tagger: person } } },
    { ...release, name: forged },
    { ...request, title: forged, commit: { ...request.commit, author: person } },
  ];
  return {
    ...plan,
    policy: { ...plan.policy, engine: forged },
    operations: plan.operations.map((planned, index) => ({
      ...planned,
      operation: operations[index] ?? planned.operation,
      unknowns: [forged],
    })),
    notShipped: [{ subject: forged, code: 'x.y', expected: forged, found: forged }],
  };
}

describe('a plan as it is shown', () => {
  it('has no line and no movement that a text in it makes up', () => {
    const lines = planLines(withTexts(samplePlan()));
    const shown = lines.join('\n');
    expect(shown.split('\n')).toHaveLength(lines.length);
    expect(lines.filter((line) => /[\p{Cc}\p{Cf}]/u.test(line))).toEqual([]);
    expect(shown.split(oneLine)).toHaveLength(10);
  });

  it('shows which files can be run, and whoever commits for somebody else', () => {
    const request = sampleOpenPr();
    const files = request.files.map((file) =>
      file.change === 'write' ? { ...file, mode: '100755' as const } : file,
    );
    const committer = { ...request.commit.committer, name: 'Mallory' };
    const changed = { ...request, files, commit: { ...request.commit, committer } };
    const shown = operationLines({ ...changed, maintainerCanModify: true }).join('\n');
    expect(shown).toContain('writes     docs/install.md (executable)');
    expect(shown).toContain('committer  Mallory <');
    expect(shown).toContain('whoever can write to the repository may change the branch');
    const plain = operationLines(request).join('\n');
    expect(plain).not.toMatch(/executable|committer|may change the branch/);
  });

  it('shows the text of a tag that a release makes', () => {
    const release = samplePublishRelease();
    const { annotation } = sampleTagRepo().tag;
    const tag = { ...release.tag, annotation, mustExist: false };
    const shown = operationLines({ ...release, tag }).join('\n');
    expect(shown).toContain(`tagger     ${annotation.tagger.name}`);
    expect(shown).toContain(`tag text   | ${annotation.message.split('\n')[0]}`);
  });
});
