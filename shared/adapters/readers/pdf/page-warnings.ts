/** More ranges are counted, not named: a warning is read by people. */
const mostRanges = 20;

/** Says which pages of a document with text have none. */
export function pageWarnings(texts: readonly string[], unreadable: readonly number[]): string[] {
  const bare = texts
    .map((text, index) => ({ text, number: index + 1 }))
    .filter(({ text, number }) => text === '' && !unreadable.includes(number))
    .map(({ number }) => number);
  return [
    ...(bare.length > 0 ? [`no text on ${namePages(bare)}`] : []),
    ...(unreadable.length > 0 ? [`${namePages(unreadable)} damaged and left out`] : []),
  ];
}

/** `page 4`, or `pages 2, 5 to 7`. */
function namePages(numbers: readonly number[]): string {
  const ranges: { from: number; to: number }[] = [];
  for (const number of numbers) {
    const last = ranges.at(-1);
    if (last !== undefined && last.to + 1 === number) last.to = number;
    else ranges.push({ from: number, to: number });
  }
  const named = ranges
    .slice(0, mostRanges)
    .map(({ from, to }) => (from === to ? `${from}` : `${from} to ${to}`));
  const rest = ranges.length > mostRanges ? ' and others' : '';
  return `${numbers.length === 1 ? 'page' : 'pages'} ${named.join(', ')}${rest}`;
}
