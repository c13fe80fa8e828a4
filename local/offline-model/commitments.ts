import { findDueDate } from './due-dates.ts';
import type { Sentence } from './sentences.ts';

/** Something that somebody said they will do, or was told to do. */
export interface Commitment {
  readonly sentence: Sentence;
  readonly owner: string | null;
  readonly dueDate: string | null;
}

const promise = String.raw`(?:['’]ll|\s+will|\s+shall|['’]m\s+going\s+to|\s+am\s+going\s+to|\s+are\s+going\s+to|['’]re\s+going\s+to)(?:\s+(?:also|then|just|gladly))?`;
/** Words after "I will" that promise nothing. */
const idle = String.raw`(?!\s+(?:not|never|be|know|see|say|admit|agree|live|need|want|start|stop|get\s+to|do\s+some|look\s+silly|try\s+not)(?!\p{L}))(?=\s+\p{L})`;
const firstPersonPattern = new RegExp(String.raw`(?<!\p{L})I${promise}${idle}`, 'u');
const pluralPattern = new RegExp(String.raw`(?<!\p{L})[Ww]e${promise}${idle}`, 'u');
const namedPattern = new RegExp(
  String.raw`(?<!\p{L})(\p{Lu}[\p{L}'’-]+(?:\s\p{Lu}[\p{L}'’-]+){0,2})(?:\s+will|\s+has\s+to|\s+is\s+asked\s+to|\s+(?:przygotuje|wyśle|prześle|zadzwoni|napisze|sprawdzi|zrobi|zamówi|dostarczy))${idle}`,
  'u',
);
const polishFirstPersonPattern =
  /(?<!\p{L})(?:zrobię|przygotuję|zadzwonię|napiszę|wyślę|prześlę|sprawdzę|podpiszę|zamówię|kupię|umówię|zapytam|dopytam|porozmawiam|ustalę|dostarczę|poprawię|zorganizuję|przekażę|zajmę\s+się|wezmę\s+to|załatwię|uzupełnię|sporządzę|dopilnuję|odpiszę|wywieszę|przyniosę|policzę|zgłoszę|skontaktuję|opiszę|przedstawię|złożę|wystawię|zbiorę|spiszę|dowiem\s+się|zaproszę|rozliczę)(?!\p{L})/iu;
const requestPattern =
  /(?<!\p{L})(?:action(?:\s+item)?\s*:|please\s+(?:send|put|write|ask|call|check|bring|prepare|tell|give)|somebody\s+(?:has|needs)\s+to|(?:proszę|prosimy)\s+(?:o|wysłać|przygotować|sprawdzić))/iu;

/** "I'll have a coffee" promises nothing, "I'll have it by Friday" does. */
const possessionPattern = /(?<!\p{L})(?:I|we)(?:['’]ll|\s+will)\s+have(?!\p{L})/iu;

/** Sentence starters that look like names before "will". */
const notNames =
  /^(?:It|This|That|They|We|He|She|There|You|Who|What|Nobody|Somebody|Someone|Anybody|Everybody|Everyone|One|All|Both|Some|These|Those|Which|The|If|And|But|Then|So|I|A|An|My|Our|Your)$/u;

/** What a sentence promises or asks for; `null` if it does neither. */
export function commitmentOf(sentence: Sentence): Commitment | null {
  const { words, block } = sentence;
  if (/\?["'”’)]*$/u.test(words)) return null;
  const named = namedPattern.exec(words)?.[1];
  const dueDate = findDueDate(words);
  if (dueDate === null && possessionPattern.test(words)) return null;
  if (firstPersonPattern.test(words) || polishFirstPersonPattern.test(words)) {
    return { sentence, owner: block.speaker, dueDate };
  }
  if (named !== undefined && !notNames.test(named.split(/\s/u)[0] ?? ''))
    return { sentence, owner: named, dueDate };
  if (pluralPattern.test(words) || requestPattern.test(words))
    return { sentence, owner: null, dueDate };
  return null;
}
