import { describe, expect, it } from 'vitest';
import { baseUrlFor } from '../../../../shared/adapters/openai/base-url-for.ts';

describe('the address of strict calls', () => {
  it.each([
    ['deepseek', 'https://api.deepseek.com', 'https://api.deepseek.com/beta'],
    ['deepseek', 'https://api.deepseek.com/v1', 'https://api.deepseek.com/beta'],
    ['deepseek', 'https://api.deepseek.com/beta/', 'https://api.deepseek.com/beta'],
    ['deepseek', 'https://proxy.example/deepseek', 'https://proxy.example/deepseek/beta'],
    ['custom', 'http://localhost:8000/v1', 'http://localhost:8000/v1'],
  ] as const)('of %s at %s is %s', (provider, baseUrl, expected) => {
    expect(baseUrlFor({ provider, baseUrl }, 'strict_tools')).toBe(expected);
    expect(baseUrlFor({ provider, baseUrl }, 'json_object')).toBe(baseUrl);
  });
});
