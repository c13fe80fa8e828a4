import { describe, expect, it } from 'vitest';
import { slowHostileDocuments } from '../fixtures/hostile/hostile-documents.ts';
import { guardedReader } from '../shared/adapters/readers/guard/guarded-reader.ts';
import { outcomeOf } from '../shared/adapters/readers/guard/outcome-of.ts';

describe('a hostile document', () => {
  it.each(slowHostileDocuments)('ends by name or is read: $name', async ({ make, ends }) => {
    expect(ends).toContain(await outcomeOf(guardedReader(), make()));
  });
});
