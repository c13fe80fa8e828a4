import { describe, expect, it } from 'vitest';
import { loadOnce } from '../../../../shared/adapters/readers/load-once.ts';

describe('a reader', () => {
  it('is imported when it is first needed, and never again', async () => {
    let imports = 0;
    const load = loadOnce(async () => {
      imports += 1;
      return imports;
    });
    const importsBefore = imports;

    const loaded = await Promise.all([load(), load()]);

    expect(importsBefore).toBe(0);
    expect([...loaded, await load()]).toEqual([1, 1, 1]);
  });
});
