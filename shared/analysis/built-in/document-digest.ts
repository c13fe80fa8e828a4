import * as z from 'zod';
import { defineAnalysis } from '../define-analysis.ts';
import { quote } from '../quote.ts';

const entity = z.object({
  name: z.string().min(1).describe('as the document spells it'),
  kind: z.enum(['person', 'organization', 'place', 'product', 'other']),
});

const date = z.object({
  stated: quote('the date in the words of the document'),
  isoDate: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .nullable()
    .describe('the same as YYYY-MM-DD if day, month and year are known, else null'),
  about: z.string().min(1).describe('what happens or happened then, in a few words'),
});

export const analysis = defineAnalysis({
  name: 'document-digest',
  description: 'Digest of any document: summary, key points, entities and dates.',
  instructions: `
Write a digest of the document for somebody who decides, in one minute, whether to read all of it.

summary: two to four sentences. Say first what the document is and from whom, then what follows from it.
keyPoints: the three to seven facts, findings or demands that matter most, each one full sentence that stands alone, with its numbers. Most important first. No bullet character in front.
entities: people, organizations, places, products and other proper names that matter to the content, each once, spelled as in the document, in its longest form there. At most twenty. Leave out names that stand only in an address, a header or a signature block.
kind: person, organization (companies, authorities, teams), place, product (goods, services, software, machines), or other.
dates: every calendar date that the document attaches to something, in the order of the document. Times of day, durations and the time stamps of a transcript are not dates.
stated: copied from the document, for example "12 May 2026" or "end of March".
isoDate: YYYY-MM-DD only if day, month and year all follow from the document; otherwise null. Never complete a date by guessing.
about: what happens or happened then, in a few words, not a repetition of the date.

If there are no entities or no dates, give an empty list.
`,
  schema: z.object({
    summary: z.string().min(1).describe('two to four sentences'),
    keyPoints: z.array(z.string().min(1)).min(1).describe('most important first'),
    entities: z.array(entity),
    dates: z.array(date),
  }),
  example: {
    summary:
      'The harbour office of Skellness reports on the repair of the north pier. The pier reopens with a weight limit, and a second phase has to be funded before it can be lifted.',
    keyPoints: [
      'The north pier reopens on 3 June 2024 for vehicles of up to 3.5 tonnes.',
      'The first phase cost 412,000 euros, 9 percent less than planned.',
      'The weight limit stays until eleven more piles have been replaced.',
    ],
    entities: [
      { name: 'Skellness Harbour Office', kind: 'organization' },
      { name: 'Ottilie Brandvold', kind: 'person' },
      { name: 'north pier', kind: 'place' },
    ],
    dates: [
      { stated: '3 June 2024', isoDate: '2024-06-03', about: 'the north pier reopens' },
      { stated: 'next autumn', isoDate: null, about: 'start of the second phase' },
    ],
  },
  merge: {
    summary: 'ask',
    // Three to seven of the whole document, not of each part.
    keyPoints: 'ask',
    entities: { deduplicateBy: ['name'] },
    dates: { deduplicateBy: ['stated', 'about'] },
  },
});
