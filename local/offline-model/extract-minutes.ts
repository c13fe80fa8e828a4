import type * as z from 'zod';
import type { analysis } from '../../shared/analysis/built-in/meeting-minutes.ts';
import { findActionRows } from './action-rows.ts';
import { type Commitment, commitmentOf } from './commitments.ts';
import { findDecisions } from './decisions.ts';
import { rankSentences } from './ranking.ts';
import { cutSentences, type Sentence } from './sentences.ts';
import { titleOf } from './title.ts';

type Minutes = z.output<typeof analysis.schema>;

/** More would be a second transcript. */
const mostItems = 25;

/** What stands where a document has too few sentences for three bullet points. */
const nothingMore = '–';

/** Minutes made of a transcript's own sentences. */
export function extractMinutes(text: string): Minutes {
  const sentences = cutSentences(text);
  const decisions = findDecisions(sentences).slice(0, mostItems);
  const decided = new Set(decisions.map(({ end }) => end));
  const ranked = rankSentences(sentences, ({ end }) => (decided.has(end) ? 2 : 1));
  const [first = nothingMore, second = nothingMore, third = nothingMore] = ranked
    .slice(0, 3)
    .toSorted((a, b) => a.start - b.start)
    .map(({ words }) => words);
  const commitments = [
    ...sentences.flatMap((sentence) => commitmentOf(sentence) ?? []),
    ...findActionRows(sentences, text),
  ].slice(0, mostItems);
  return {
    title: titleOf(sentences, ranked),
    summary: [first, second, third],
    participants: [...new Set(sentences.flatMap(({ block }) => block.speaker ?? []))],
    decisions: decisions.map((sentence) => ({
      text: sentence.words,
      evidence: quote(text, sentence),
    })),
    actionItems: commitments.map((commitment: Commitment) => ({
      task: commitment.sentence.words,
      owner: commitment.owner,
      dueDate: commitment.dueDate,
      evidence: quote(text, commitment.sentence),
    })),
  };
}

/** The sentence as it stands in the document, to the byte. */
function quote(text: string, { start, end }: Sentence): string {
  return text.slice(start, end);
}
