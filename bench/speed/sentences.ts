const words = 'the board agreed that every box is weighed before it leaves the cellar'.split(' ');

/** A sentence that differs from its neighbours. */
export function sentence(index: number): string {
  const turned = words.map((_, position) => words[(position * 7 + index) % words.length]);
  return `${turned.join(' ')} ${index}.`;
}

/** One with letters and quotation marks beyond ASCII. */
export function foreignSentence(index: number): string {
  return `Zażółć gęślą jaźń nr ${index}: „${sentence(index)}” – mówi prezes.`;
}

/** What is made for every index from 0, joined. */
export function repeat(count: number, make: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => make(index)).join('');
}
