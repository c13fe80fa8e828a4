import { describe, expect, it } from 'vitest';
import { commitmentOf } from '../../../local/offline-model/commitments.ts';
import { findDecisions } from '../../../local/offline-model/decisions.ts';
import { cutSentences } from '../../../local/offline-model/sentences.ts';

function sentencesWithSpeakers(text: string): (readonly [string | null, string])[] {
  return cutSentences(text).map(({ block, words }) => [block.speaker, words]);
}

describe('cutting a document into sentences', () => {
  it('knows the speaker of each in captions that were made lines', () => {
    const text =
      '[00:00:01] Ada: Hello. How are you?\n[00:01:05] Bert Oak: Fine.\n[00:02:00] Who was that?';

    expect(sentencesWithSpeakers(text)).toEqual([
      ['Ada', 'Hello.'],
      ['Ada', 'How are you?'],
      ['Bert Oak', 'Fine.'],
      [null, 'Who was that?'],
    ]);
  });

  it('takes no label of a letter or a report for a speaker', () => {
    const text =
      'Status: final\n\nThe pump is old. It hangs too high.\n\nWe need: money.\n\nEnclosed: two pages.';

    expect(sentencesWithSpeakers(text).map(([speaker]) => speaker)).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  it('takes no list of people present for a speaker', () => {
    const text = '**Present:** Ada, Bert\n\n**Ada:** Hello.\n\n**Bert:** Hello.\n\n**Ada:** Bye.';

    expect(sentencesWithSpeakers(text)).toEqual([
      [null, 'Present: Ada, Bert'],
      ['Ada', 'Hello.'],
      ['Bert', 'Hello.'],
      ['Ada', 'Bye.'],
    ]);
  });

  it('does not end one at an abbreviation', () => {
    const text = 'Spotkanie o godz. 18:00 prowadzi dr. Nowina. Mr. Oak comes too.';

    expect(cutSentences(text).map(({ words }) => words)).toEqual([
      'Spotkanie o godz. 18:00 prowadzi dr. Nowina.',
      'Mr. Oak comes too.',
    ]);
  });

  it('goes on after the line break of wrapped prose, and quotes it as it stands', () => {
    const text =
      '- The pump hangs too high, which the report of last November says in\n  so many words. It is old.';

    const [first] = cutSentences(text);

    expect(first?.words).toMatch(/^The pump .* says in so many words\.$/);
    expect(text.slice(first?.start, first?.end)).toMatch(/^The pump .*\n {2}so many words\.$/);
  });
});

describe('finding decisions', () => {
  it.each([
    ['We have therefore decided to wait.', true],
    ['Ustaliliśmy, że czekamy.', true],
    ['The motion is carried.', true],
    ['Have we decided anything?', false],
    ['I do not want to decide that without her.', false],
    ['We have not agreed on a date.', false],
    ['We talked about decisions.', false],
  ])('reads %j', (text, isDecision) => {
    expect(findDecisions(cutSentences(text))).toHaveLength(isDecision ? 1 : 0);
  });

  it('reads the list under a heading that announces decisions', () => {
    const text =
      '# Note\n\n## What we decided\n\n- Paint it green.\n- Sell the rest.\n\n## Why\n\n- It was cheap.';

    expect(findDecisions(cutSentences(text)).map(({ words }) => words)).toEqual([
      'Paint it green.',
      'Sell the rest.',
    ]);
  });
});

describe('finding what somebody promised', () => {
  it.each([
    ['Ada: I will buy paint by Friday.', 'Ada', 'Friday'],
    ['Ada: Bert Oak will buy paint on 12 May 2026.', 'Bert Oak', '12 May 2026'],
    ['Ada: Przygotuję listę do środy.', 'Ada', 'środy'],
    ['Ada: Somebody has to clean up.', null, null],
    ["Ada: I'll have it by noon.", 'Ada', 'noon'],
  ])('reads %j', (turn, owner, dueDate) => {
    const found = cutSentences(`${turn}\nBert: Good.\nAda: Good.`).flatMap(
      (sentence) => commitmentOf(sentence) ?? [],
    );

    expect(found).toMatchObject([{ owner, dueDate }]);
  });

  it.each([
    'Ada: I will not do it.',
    'Ada: I will see.',
    'Ada: Will you do it by Friday?',
    "Ada: I'll have a coffee.",
  ])('reads no promise in %j', (turn) => {
    const found = cutSentences(`${turn}\nBert: Good.\nAda: Good.`).flatMap(
      (sentence) => commitmentOf(sentence) ?? [],
    );

    expect(found).toEqual([]);
  });
});
