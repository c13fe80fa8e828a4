/** Words too common, in English or Polish, to say what a text is about. */
const stopWords = new Set(
  `a about after all also am an and any are as at back be because been before but by can come could did do does
  don't for from get go going good got had has have he her here him his how i i'd i'll i'm i've if in into is it
  it's its just know let like look make may me mean more most much must my need no not now of off on one only or
  other our out over really right said say see she should so some still than that that's the their them then there
  they thing things think this those three time to too two um uh hmm up us very want was way we we'll we're well
  were what when where which who why will with would yeah yes yet you your okay ok
  aby ale albo bardzo bez bo bowiem by być był była było były będzie będą chyba ci co coś czy czyli dla do dobrze
  dzień gdy gdzie go i ich ile im inne ja jak jaki jako je jednak jego jej jest jeszcze jeśli jeżeli już każdy
  kiedy która które którego której który których którzy lub ma mają mam mi mnie mogą może można mu my na nad nam
  nas nasz nawet nic nich nie niech niej nim niż no o od on ona one oni oraz po pod poza przed przez przy sam są
  się skąd ta tak taki także tam te tego tej temu ten teraz to też tu ty tych tylko tym u w we więc wszystko wy z
  za zaś ze że żeby`.split(/\s+/u),
);

/** Lower-case words of three letters or more that carry meaning. */
export function contentWords(text: string): string[] {
  const words = text.toLowerCase().match(/\p{L}[\p{L}'’-]{2,}/gu) ?? [];
  return words.filter((word) => !stopWords.has(word));
}

/** Whether a word, in any case, is too common to say what a text is about. */
export function isStopWord(word: string): boolean {
  return stopWords.has(word.toLowerCase().replaceAll('’', "'"));
}
