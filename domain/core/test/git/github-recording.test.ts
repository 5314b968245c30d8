// SPDX-License-Identifier: Apache-2.0
// What GitHub itself answered, as others recorded it: the id that its API gave a tag is the id of
// the tag's content with the message byte for byte.
import { expect, it } from 'vitest';
import { hexEncode } from '../../src/encoding/hex.ts';
import { sha1 } from '../../src/encoding/sha1.ts';
import { utf8Encode } from '../../src/encoding/utf8.ts';
import { parseGitObjectId } from '../../src/git/object-id.ts';
import { encodeTag } from '../../src/git/annotated-tag.ts';
import { parseTagName } from '../../src/git/ref-name.ts';
import { parseInstant } from '../../src/time/instant.ts';

/**
 * POST git/tags of 12 October 2020, recorded in PyGithub's test data as
 * `Repository.testCreateGitTagWithAllArguments`. The request's date was in the offset +12:00.
 */
const recorded = {
  object: '526946197ae9da59c6507cacd13ad6f1cfb686ea',
  tag: 'TaggedByPyGithub2',
  message: 'Tag also created by PyGithub',
  tagger: { name: 'John Doe', email: 'j.doe@vincent-jacques.net', date: '2008-07-09T04:13:30Z' },
  requestOffset: '+1200',
  answeredId: 'a419ef7720575f8f6833e3e72931a55732e5600c',
};

it('GitHub keeps the message and the offset of a tag as they were sent', () => {
  const object = parseGitObjectId(recorded.object);
  const tagName = parseTagName(recorded.tag);
  const date = parseInstant(recorded.tagger.date);
  if (!object.ok || !tagName.ok || !date.ok) throw new Error('expected a well-formed recording');
  const content = encodeTag({
    object: object.value,
    objectType: 'commit',
    tagName: tagName.value,
    tagger: { ...recorded.tagger, date: date.value },
    message: recorded.message,
  });
  // We always send UTC, for which the offset is +0000; the recorded request did not.
  const sent = Buffer.from(content).toString().replace(' +0000\n', ` ${recorded.requestOffset}\n`);
  const bytes = utf8Encode(`tag ${utf8Encode(sent).length}\0${sent}`);
  expect(hexEncode(sha1(bytes))).toBe(recorded.answeredId);
});
