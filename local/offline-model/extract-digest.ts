import type * as z from 'zod';
import type { analysis } from '../../shared/analysis/built-in/document-digest.ts';
import { findDates } from './dates.ts';
import { findEntities } from './entities.ts';
import { rankSentences } from './ranking.ts';
import { cutSentences, type Sentence } from './sentences.ts';
import { titleOf } from './title.ts';

type Digest = z.output<typeof analysis.schema>;

const summarySentences = 3;
const mostKeyPoints = 6;
const mostDates = 40;

/** A digest made of a document's own sentences. */
export function extractDigest(text: string): Digest {
  const sentences = cutSentences(text);
  const ranked = rankSentences(sentences);
  const summary = ranked.slice(0, summarySentences).toSorted((a, b) => a.start - b.start);
  const rest = ranked.slice(summarySentences, summarySentences + mostKeyPoints);
  const keyPoints = (rest.length > 0 ? rest : ranked).map(({ words }) => words);
  const title = titleOf(sentences, ranked);
  return {
    summary: summary.map(({ words }) => words).join(' ') || title,
    keyPoints: keyPoints.length > 0 ? keyPoints : [title],
    entities: findEntities(sentences),
    dates: sentences.flatMap((sentence) => datesOf(text, sentence)).slice(0, mostDates),
  };
}

function datesOf(text: string, sentence: Sentence): Digest['dates'] {
  return findDates(text.slice(sentence.start, sentence.end)).map(({ stated, isoDate }) => ({
    stated,
    isoDate,
    about: sentence.words.replaceAll(/^\|\s*|\s*\|$/gu, '').replaceAll(/\s*\|\s*/gu, ', '),
  }));
}
