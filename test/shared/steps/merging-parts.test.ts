import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { defineAnalysis } from '../../../shared/analysis/define-analysis.ts';
import type {
  LanguageModel,
  ModelAnswer,
  ModelRequest,
} from '../../../shared/ports/language-model.ts';
import { askedWorld, type AskedWorld, runJob } from '../../builders/asked-world.ts';
import { modelAnswer } from '../../fakes/scripted-language-model.ts';

const storyAnalysis = defineAnalysis({
  name: 'story',
  description: 'What a story tells.',
  instructions: 'Tell the story in one sentence, and name who is in it.',
  schema: z.object({ summary: z.string().min(1), people: z.array(z.string()) }),
  example: { summary: 'Ada finds a key.', people: ['Ada'] },
});

const text = Array.from(
  { length: 300 },
  (_, index) => `Chapter ${index}. Then Ada met Person${index % 50} at the mill, and they talked.`,
).join('\n\n');

/** Answers each part with its people, and a request to merge as it is told. */
class StoryModel implements LanguageModel {
  readonly parts: ModelRequest[] = [];
  readonly merges: ModelRequest[] = [];
  readonly #merge: (request: ModelRequest) => string;

  constructor(merge: (request: ModelRequest) => string) {
    this.#merge = merge;
  }

  async answer(request: ModelRequest): Promise<ModelAnswer> {
    const { document } = request.prompt;
    if (document.startsWith('<parts')) {
      this.merges.push(request);
      return modelAnswer({ text: this.#merge(request) });
    }
    this.parts.push(request);
    const shown = document.slice(document.indexOf('<document'));
    const people = [...new Set(shown.match(/Person\d+/g))];
    return modelAnswer({
      text: JSON.stringify({ summary: `What ${people[0]} did.`, people }),
    });
  }
}

function storyWorld(merge: (request: ModelRequest) => string): AskedWorld<StoryModel> {
  const model = new StoryModel(merge);
  return askedWorld({ analysis: storyAnalysis, text, model }, { contextTokens: 6_000 });
}

describe('the outputs of a long document’s parts', () => {
  it('become one: lists by rule, texts by one more request over what the parts say', async () => {
    const world = storyWorld(() => '{"summary": "Ada met everybody."}');

    const result = await runJob(world);

    const [merge] = world.model.merges;
    expect(result).toMatchObject({
      status: 'SUCCEEDED',
      output: { summary: 'Ada met everybody.' },
      usage: { exchanges: world.model.parts.length + 1 },
    });
    expect(z.object({ people: z.array(z.string()) }).parse(result?.output).people).toHaveLength(50);
    expect(world.model.merges).toHaveLength(1);
    expect(Object.keys(Object(merge?.schema['properties']))).toEqual(['summary']);
    expect(merge?.prompt.document).not.toContain('Chapter');
  });

  it('are merged once, whatever dies afterwards', async () => {
    const world = storyWorld(() => '{"summary": "Ada met everybody."}');
    world.results.failures.push(new Error('killed here'));

    await expect(runJob(world)).rejects.toThrow('killed here');
    await world.clock.advance(61_000);
    await runJob(world);
    const result = await runJob(world);

    expect(world.model.merges).toHaveLength(1);
    expect(result?.usage.paidExchanges).toBe(world.exchanges.exchanges.size);
  });

  it('keep what the first part says, as INCOMPLETE, where the model cannot merge them', async () => {
    const world = storyWorld(() => 'I cannot do that.');

    const result = await runJob(world);

    expect(result).toMatchObject({
      status: 'INCOMPLETE',
      output: { summary: 'What Person0 did.' },
      coverage: { complete: true },
      error: { code: 'ANSWER_NOT_JSON' },
    });
  });

  it('are merged in groups where together they do not fit the model', async () => {
    const long = 'word '.repeat(500);
    const world = storyWorld(() => '{"summary": "Ada met everybody."}');
    const { model } = world;
    const answerPart = model.answer.bind(model);
    model.answer = async (request) => {
      const answered = await answerPart(request);
      if (request.prompt.document.startsWith('<parts')) return answered;
      const number = model.parts.length;
      return { ...answered, text: JSON.stringify({ summary: `${long}${number}`, people: [] }) };
    };

    const result = await runJob(world);

    expect(result).toMatchObject({
      status: 'SUCCEEDED',
      output: { summary: 'Ada met everybody.' },
    });
    expect(model.merges.length).toBeGreaterThan(1);
  });

  it('fail by name where what the rules make of them does not fit the schema', async () => {
    const countAnalysis = defineAnalysis({
      name: 'count',
      description: 'How many meet.',
      instructions: 'Count who meets.',
      schema: z.object({ meetings: z.number().max(5) }),
      example: { meetings: 1 },
      merge: { meetings: 'sum' },
    });
    const model: LanguageModel = { answer: async () => modelAnswer({ text: '{"meetings": 4}' }) };
    const world = askedWorld({ analysis: countAnalysis, text, model }, { contextTokens: 6_000 });

    const result = await runJob(world);

    expect(result).toMatchObject({
      status: 'FAILED',
      output: null,
      error: { code: 'MERGED_OUTPUT_INVALID', message: expect.stringContaining('/meetings') },
    });
  });
});
