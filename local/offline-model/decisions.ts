import type { Sentence } from './sentences.ts';

const decisionPatterns = [
  /(?<!\p{L})(?:we|committee|board|council|team|members|everybody|everyone)(?:['’]ve|\s+have|\s+has|\s+all)?(?:\s+therefore|\s+just)?\s+(?:decided|agreed|resolved|accepted?|approved?|settled|voted)(?!\p{L})/iu,
  /(?<!\p{L}|(?:which|until|before|once|if|when)\s)(?:that|it|this)(?:['’]s|\s+is|\s+was)(?:\s+therefore|\s+now)?\s+(?:decided|settled|agreed|approved)(?!\p{L})/iu,
  /(?<!\p{L})(?:decision|resolved|agreed|decyzja|uchwała|ustalenie)\s*:/iu,
  /(?<!\p{L})(?:motion|proposal)\s+(?:is\s+|was\s+)?(?:carried|accepted|approved|passed)/iu,
  /(?<!\p{L})let['’]s\s+(?:leave|put|go\s+with|keep|stick|take)(?!\p{L})/iu,
  /(?<!\p{L})(?:ustaliliśmy|postanowiliśmy|zdecydowaliśmy|uzgodniliśmy|zatwierdziliśmy|przyjęliśmy|przegłosowaliśmy|postanawiamy|zatwierdzamy|uchwalamy|decydujemy|ustalone|postanowione|przegłosowane)(?!\p{L})/iu,
];
const undecidedPattern =
  /\?["'”’)]*$|(?<!\p{L})(?:not|never|don['’]t|haven['’]t|didn['’]t|nie)(?:\s+\p{L}+){0,3}\s+(?:decided?|agreed?|settled|zdecydowaliśmy|ustaliliśmy)/iu;

/** A shorter sentence ("That's decided.") points at the one before it. */
const fewestWordsOfItsOwn = 5;

/** The sentences that say that something was settled, in the order of the document. */
export function findDecisions(sentences: readonly Sentence[]): Sentence[] {
  let isListOpen = false;
  return sentences.flatMap((sentence, index) => {
    const { block, words } = sentence;
    const isCue = isDecision(sentence);
    const opensList =
      isCue &&
      (block.kind === 'heading' || /(?:following|następujące|co następuje)?[:.]$/iu.test(words));
    const isListed = isListOpen && block.kind === 'item' && block.start === sentence.start;
    if (block.kind !== 'item')
      isListOpen = opensList && sentences[index + 1]?.block.kind === 'item';
    if (isListOpen && block.kind !== 'item') return [];
    if (!isCue && !isListed) return [];
    return block.kind === 'heading' ? [] : [withWhatItPointsAt(sentence, sentences[index - 1])];
  });
}

function isDecision({ words }: Sentence): boolean {
  return !undecidedPattern.test(words) && decisionPatterns.some((pattern) => pattern.test(words));
}

function withWhatItPointsAt(sentence: Sentence, before: Sentence | undefined): Sentence {
  const isShort = sentence.words.split(' ').length < fewestWordsOfItsOwn;
  if (!isShort || before?.block !== sentence.block) return sentence;
  return { ...sentence, start: before.start, words: `${before.words} ${sentence.words}` };
}
