import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { defineAnalysis } from '../../../shared/analysis/define-analysis.ts';
import { quote } from '../../../shared/analysis/quote.ts';
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

/** Each part says so much that not all of it fits one request. */
function longStoryWorld(merge: (request: ModelRequest) => string): AskedWorld<StoryModel> {
  const long = 'word '.repeat(500);
  const world = storyWorld(merge);
  const { model } = world;
  const answerPart = model.answer.bind(model);
  model.answer = async (request) => {
    const answered = await answerPart(request);
    if (request.prompt.document.startsWith('<parts')) return answered;
    const number = model.parts.length;
    return { ...answered, text: JSON.stringify({ summary: `${long}${number}`, people: [] }) };
  };
  return world;
}

/** Every tenth comes three times in a row in the very same words: no cut leaves one to each part. */
const actionItems = Array.from({ length: 1_000 }, (_, index) => {
  const number = index % 10 < 3 ? index - (index % 10) : index;
  return { owner: `Owner ${number % 7}`, evidence: `I will see to valve ${number} this week.` };
});

const actionsAnalysis = defineAnalysis({
  name: 'actions',
  description: 'What is to be done.',
  instructions: 'List every action item, and summarize.',
  schema: z.object({
    minutes: z.object({
      summary: z.string().min(1),
      actionItems: z.array(z.object({ owner: z.string(), evidence: quote() })),
    }),
    motto: quote().nullable(),
  }),
  example: { minutes: { summary: 'Nothing.', actionItems: [] }, motto: null },
});

/** Answers with every action item that it is shown, and merges as if it had forgotten all of them. */
class ActionItemsModel implements LanguageModel {
  readonly merges: ModelRequest[] = [];

  async answer(request: ModelRequest): Promise<ModelAnswer> {
    const { document } = request.prompt;
    if (document.startsWith('<parts')) {
      this.merges.push(request);
      const minutes = { summary: 'Much to do.', actionItems: [] };
      return modelAnswer({ text: JSON.stringify({ minutes, motto: 'Much.' }) });
    }
    const found = [...document.matchAll(/^(Owner \d+): (.+)$/gm)].map(([, owner, evidence]) => ({
      owner,
      evidence,
    }));
    const minutes = { summary: `${found.length} to do.`, actionItems: found };
    return modelAnswer({ text: JSON.stringify({ minutes, motto: found[0]?.evidence }) });
  }
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

  it('are not merged by an answer that leaves out what was asked, and it is asked for again', async () => {
    const answers = ['{}', '{"summary": ""}', '{"summary": "Ada met everybody."}'];
    const world = storyWorld(() => answers.shift() ?? '{}');

    const result = await runJob(world);

    expect(result).toMatchObject({
      status: 'SUCCEEDED',
      output: { summary: 'Ada met everybody.' },
    });
    expect(world.model.merges[1]?.prompt.followUp?.request).toContain('/summary says nothing');
  });

  it('are INCOMPLETE with the first part’s words where every merge leaves out what was asked', async () => {
    const world = storyWorld(() => '{}');

    const result = await runJob(world);

    expect(result).toMatchObject({
      status: 'INCOMPLETE',
      output: { summary: 'What Person0 did.' },
      error: { code: 'ANSWER_OFF_SCHEMA' },
    });
  });

  it('are merged in groups where together they do not fit the model', async () => {
    const world = longStoryWorld(() => '{"summary": "Ada met everybody."}');
    const { model } = world;

    const result = await runJob(world);

    expect(result).toMatchObject({
      status: 'SUCCEEDED',
      output: { summary: 'Ada met everybody.' },
    });
    expect(model.merges.length).toBeGreaterThan(1);
  });

  it.each(['{}', '{"summary": 7}', '{"people": ["Ada"]}'])(
    'are not merged in groups by an answer that is no merge: %s',
    async (useless) => {
      const world = longStoryWorld(({ prompt }) =>
        prompt.followUp === undefined ? useless : '{"summary": "Ada met everybody."}',
      );
      const { model } = world;

      const result = await runJob(world);

      const groups = model.merges.filter(({ prompt }) => prompt.followUp === undefined);
      expect(result?.status).toBe('SUCCEEDED');
      expect(groups.length).toBeGreaterThan(1);
      expect(model.merges).toHaveLength(2 * groups.length);
      expect(groups.at(-1)?.prompt.document).toContain('{"summary":"Ada met everybody."}');
    },
  );

  it('bring back 1,000 action items without a rule, with the quotes that prove them', async () => {
    const model = new ActionItemsModel();
    const lines = actionItems.map(({ owner, evidence }) => `${owner}: ${evidence}`);
    const actionsText = lines.join('\n\n');
    const world = askedWorld(
      { analysis: actionsAnalysis, text: actionsText, model },
      { contextTokens: 8_000 },
    );

    const result = await runJob(world);

    expect(result).toMatchObject({
      status: 'SUCCEEDED',
      output: { minutes: { summary: 'Much to do.', actionItems }, motto: actionItems[0]?.evidence },
    });
    expect(Object.keys(Object(model.merges[0]?.schema['properties']))).toEqual(['minutes']);
    expect(model.merges[0]?.prompt.document).not.toContain('evidence');
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
