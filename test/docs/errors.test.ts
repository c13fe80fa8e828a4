import { describe, expect, it } from 'vitest';
import { failureCodes } from '../../shared/failure/failure-codes.ts';
import { failureClasses } from './failure-classes.ts';
import { readText, section } from './markdown.ts';

const page = readText('docs/errors.md');
const articles = [...page.matchAll(/^### (.+)$/gm)].map(([, heading = '']) => heading);
const failures = failureClasses();

describe('docs/errors.md', () => {
  it('has an article for every failure with a name, and no other', () => {
    expect(articles.toSorted()).toEqual(failures.map(({ code }) => code).toSorted());
    expect(articles.length).toBeGreaterThan(20);
  });

  it.each(failures)('says of $code whether it is tried again, and what to do', (failure) => {
    const article = section(page, `### ${failure.code}`);

    const answer = /^\*\*Tried again:\*\* (yes|no)\b/m.exec(article)?.[1];
    expect(answer).toBe(failure.retryable ? 'yes' : 'no');
    expect(article).toMatch(/^\*\*What to do:\*\* \w/m);
  });
});

describe('the codes that the command line knows', () => {
  it('are those of the failures that jobs may have, each once', () => {
    const ofJobs = failureClasses('shared/failure').map(({ code }) => code);

    expect(failureCodes).toEqual(ofJobs.toSorted());
  });
});
