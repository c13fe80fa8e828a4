import { describe, expect, it } from 'vitest';
import { hostileDocuments } from '../../../../fixtures/hostile/hostile-documents.ts';
import { outcomeOf } from './outcome-of.ts';
import { guardedReader } from './guarded-reader.ts';

describe('a hostile document', () => {
  it.each(hostileDocuments)('ends by name or is read: $name', async ({ make, ends }) => {
    expect(ends).toContain(await outcomeOf(guardedReader(), make()));
  });
});
