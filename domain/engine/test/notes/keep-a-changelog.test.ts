// SPDX-License-Identifier: Apache-2.0
// Which sections a changelog has, and what belongs to each.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readChangelog } from '../../src/notes/keep-a-changelog.ts';

const changelog = `# Changelog

What changed.

## [Unreleased]

## [1.2.0] - 2026-03-02

### Added

- It decodes, see [the guide][guide] and [#12].

\`\`\`text
## not a heading
[not]: a definition
\`\`\`

## 1.1.0

- It encodes.

## v1.0.0 (2026-01-19) [YANKED]

- First.

[guide]: https://lantern.example/guide
[#12]: https://lantern.example/12
[1.2.0]: https://lantern.example/compare
`;

describe('a changelog', () => {
  it('has one section a version, in its order, with its line', () => {
    expect(readChangelog(changelog).map(({ version, line }) => [version, line])).toEqual([
      ['Unreleased', 5],
      ['1.2.0', 7],
      ['1.1.0', 18],
      ['1.0.0', 22],
    ]);
  });

  it('gives the notes with the link definitions that they use and no others', () => {
    const notes = readChangelog(changelog)[1]?.notes;
    expect(notes).toBe(
      [
        '### Added\n\n- It decodes, see [the guide][guide] and [#12].\n',
        '```text\n## not a heading\n[not]: a definition\n```\n',
        '[guide]: https://lantern.example/guide\n[#12]: https://lantern.example/12',
      ].join('\n'),
    );
  });

  it('gives no notes for a section that holds nothing', () => {
    expect(readChangelog(changelog)[0]?.notes).toBe('');
  });

  it('reads Windows line endings as it reads others', () => {
    const windows = readChangelog(changelog.replaceAll('\n', '\r\n'));
    expect(windows).toEqual(readChangelog(changelog));
  });

  it('does not count an unfinished fence as text to read headings in', () => {
    expect(readChangelog('## 1.0.0\n```\n## 0.9.0\n')).toHaveLength(1);
  });

  it('never throws, and keeps every line of a section in its order', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z -]{0,8}$/), { maxLength: 9 }), (lines) => {
        const [section] = readChangelog(['## 1.0.0', ...lines].join('\n'));
        expect(section?.notes.trim()).toBe(
          lines
            .join('\n')
            .replace(/^(?:[ ]*\n)*/, '')
            .trim(),
        );
      }),
    );
  });
});
