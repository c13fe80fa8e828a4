import { describe, expect, it } from 'vitest';
import { findDates } from '../../../local/offline-model/dates.ts';
import { findDueDate } from '../../../local/offline-model/due-dates.ts';

describe('finding dates in a text', () => {
  it.each([
    ['on 2026-05-12.', '2026-05-12', '2026-05-12'],
    ['on 12 May 2026', '12 May 2026', '2026-05-12'],
    ['the 2nd of June, 2026', '2nd of June, 2026', '2026-06-02'],
    ['on May 12, 2026', 'May 12, 2026', '2026-05-12'],
    ['dnia 12 maja 2026 r.', '12 maja 2026', '2026-05-12'],
    ['dnia 12.05.2026', '12.05.2026', '2026-05-12'],
    ['by 12 May', '12 May', null],
    ['in March 2026', 'March 2026', null],
    ['on 31 February 2026', '31 February 2026', null],
  ])('finds the date of %j', (text, stated, isoDate) => {
    const [date] = findDates(text);

    expect(date).toMatchObject({ stated, isoDate });
    expect(text.slice(date?.start, date?.end)).toBe(stated);
  });

  it.each(['[00:01:05] Ada', 'version 1.2.2026.4', 'may 5000 come', '18:00', 'lot 12-05-20261'])(
    'finds none in %j',
    (text) => {
      expect(findDates(text)).toEqual([]);
    },
  );
});

describe('finding by when something is due', () => {
  it.each([
    ['I will do it by Friday.', 'Friday'],
    ['Done by Monday, 9 March 2026, at noon', 'Monday, 9 March 2026'],
    ['no later than the end of March', 'the end of March'],
    ['Zrobię to do piątku.', 'piątku'],
    ['Podpiszę do końca kwietnia.', 'końca kwietnia'],
    ['I will call her tomorrow', 'tomorrow'],
    ['I will do it by heart', null],
  ])('reads %j', (sentence, dueDate) => {
    expect(findDueDate(sentence)).toBe(dueDate);
  });
});
