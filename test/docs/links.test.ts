import { expect, it } from 'vitest';
import { brokenLinks, pages } from './markdown.ts';

it.each(pages())('every link of %s leads somewhere', (page) => {
  expect(brokenLinks(page)).toEqual([]);
});

it('there are pages whose links are looked at', () => {
  expect(pages()).toContain('docs/architecture.md');
  expect(pages().length).toBeGreaterThan(10);
});
