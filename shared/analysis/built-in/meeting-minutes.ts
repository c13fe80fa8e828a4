import * as z from 'zod';
import { defineAnalysis } from '../define-analysis.ts';
import { quote } from '../quote.ts';

const evidence = quote(
  'verbatim quote from the document that states this: one sentence or a part of one',
);

const decision = z.object({
  text: z.string().min(1).describe('what was decided, in one sentence that stands alone'),
  evidence,
});

const actionItem = z.object({
  task: z.string().min(1).describe('what has to be done, in one sentence that stands alone'),
  owner: z.string().nullable().describe('who took it on or was given it, else null'),
  dueDate: z
    .string()
    .nullable()
    .describe('by when, in the words of the document ("Friday", "12 May 2026"), else null'),
  evidence,
});

export const analysis = defineAnalysis({
  name: 'meeting-minutes',
  description: 'Minutes of a meeting or call: summary, participants, decisions and action items.',
  instructions: `
Write the minutes of the meeting or call that the document records.

title: what the meeting was about, in at most ten words. No date, no word like "minutes".
summary: exactly three bullet points, each one full sentence, together the three things that somebody who was not there must know: outcomes before topics. A document that says little gets three short ones. No bullet character in front.
participants: everyone who speaks or is said to be present, each once, in the order in which they appear, spelled as the document spells them. People who are only talked about are not participants.
decisions: what the meeting settled. A proposal that nobody accepted, an opinion or an open question is not a decision.
actionItems: what somebody said they will do, or was asked to do and did not refuse. One item per task; a task that is mentioned twice is one item.
owner: the person who will do it, by name. If a speaker says "I will …", the owner is that speaker. If a role or a team is named instead of a person, use that name. If nobody is named, null.
dueDate: the words of the document that say by when ("by Friday" gives "Friday"; "do 12 maja" gives "12 maja"). Do not compute a calendar date and do not guess: if no time is said, null.
evidence: the words that prove the decision or the action item, copied character by character, at most forty words, without the speaker's name and without the time in front. Choose words of a single speaker.

If there are no decisions or no action items, give an empty list.
`,
  schema: z.object({
    title: z.string().min(1).describe('what the meeting was about'),
    summary: z.array(z.string().min(1)).length(3).describe('exactly three bullet points'),
    participants: z.array(z.string().min(1)).describe('names, each once'),
    decisions: z.array(decision),
    actionItems: z.array(actionItem),
  }),
  example: {
    title: 'Opening hours of the tool library',
    summary: [
      'The tool library will also open on Thursday evenings, starting in May.',
      'Two more volunteers are needed before the first evening, and the rota is still open.',
      'The budget for new cordless drills was postponed until the insurance premium is known.',
    ],
    participants: ['Tamsin', 'Odo', 'Ricarda'],
    decisions: [
      {
        text: 'The tool library opens on Thursday evenings from May on.',
        evidence: "Then it's settled, Thursday evenings, from May.",
      },
    ],
    actionItems: [
      {
        task: 'Ask the insurer for the new premium.',
        owner: 'Odo',
        dueDate: '12 April',
        evidence: "I'll ring the insurer and have the premium by 12 April",
      },
      {
        task: 'Find two more volunteers for the evening shift.',
        owner: null,
        dueDate: null,
        evidence: 'Somebody needs to find two more people for the evening shift.',
      },
    ],
  },
  merge: {
    title: 'ask',
    summary: 'ask',
    participants: 'deduplicate',
    decisions: { deduplicateBy: ['text'] },
    // With the due date: of a task that is named twice, the later naming may be the one with a date.
    actionItems: { deduplicateBy: ['task', 'owner', 'dueDate'] },
  },
});
