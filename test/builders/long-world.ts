import { expect } from 'vitest';
import * as z from 'zod';
import { defineAnalysis } from '../../shared/analysis/define-analysis.ts';
import type { ModelChoice } from '../../shared/extraction/model-choice.ts';
import { ModelThrottled } from '../../shared/failure/model-errors.ts';
import type { ResultEnvelope } from '../../shared/job/result-envelope.ts';
import type {
  LanguageModel,
  ModelAnswer,
  ModelRequest,
} from '../../shared/ports/language-model.ts';
import { RowReadingModel } from '../fakes/row-reading-model.ts';
import { askedWorld, type AskedWorld } from './asked-world.ts';

export const rowsAnalysis = defineAnalysis({
  name: 'rows',
  description: 'Every row of a table.',
  instructions: 'List every row of the table.',
  schema: z.object({ rows: z.array(z.object({ id: z.number(), name: z.string() })) }),
  example: { rows: [{ id: 1, name: 'Ada' }] },
  merge: { rows: 'concatenate' },
});

export function table(rows: number): string {
  const lines = Array.from(
    { length: rows },
    (_, index) => `| ${index + 1} | Tenant ${index + 1} |`,
  );
  return ['# Tenants', '', '| id | name |', '| --- | --- |', ...lines].join('\n');
}

export function longWorld<Model extends LanguageModel>(
  text: string,
  model: Model,
  choice: Partial<ModelChoice> = {},
): AskedWorld<Model> {
  return askedWorld({ analysis: rowsAnalysis, text, model }, choice);
}

export function idsOf(result: ResultEnvelope | undefined): number[] {
  const { rows } = z.object({ rows: z.array(z.object({ id: z.number() })) }).parse(result?.output);
  return rows.map(({ id }) => id);
}

/** Every character belongs to exactly one part. */
export function expectWholeCover(result: ResultEnvelope | undefined, characters: number): void {
  const parts = result?.coverage?.parts ?? [];
  expect(parts[0]?.start).toBe(0);
  expect(parts.at(-1)?.end).toBe(characters);
  expect(parts.slice(1).map(({ start }) => start)).toEqual(
    parts.slice(0, -1).map(({ end }) => end),
  );
}

/** The same answer, whose provider counts another share of its prompt's tokens, or none. */
export function withPromptTokens(answer: ModelAnswer, share: number | null): ModelAnswer {
  const { promptTokens } = answer.usage;
  const counted = share === null || promptTokens === null ? null : promptTokens * share;
  return { ...answer, usage: { ...answer.usage, promptTokens: counted } };
}

export const anHourMs = 3_600_000;

/** Longer than an invocation lasts, so that the job goes back to its queue. */
export function throttled(): ModelThrottled {
  return new ModelThrottled('slow down', { retryAfterMs: anHourMs });
}

/** A model that fails on some requests and reads rows on all others. */
export function failingOn(
  fails: (request: ModelRequest, calls: number) => Error | undefined,
): RowReadingModel {
  const rows = new RowReadingModel();
  const model = new RowReadingModel();
  model.answer = async (request) => {
    model.requests.push(request);
    const failure = fails(request, model.requests.length);
    if (failure !== undefined) throw failure;
    return rows.answer(request);
  };
  return model;
}
