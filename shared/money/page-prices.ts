import { Big } from 'big.js';
import type { Money } from './sum-costs.ts';
import { writeAmount } from './write-amount.ts';

/** Who makes text of scans: `tesseract` is this machine itself. */
export const recognitionProviders = ['textract', 'tesseract'] as const;

export type RecognitionProvider = (typeof recognitionProviders)[number];

/** What one page of text recognition costs, from one instant on. */
interface PagePrice {
  readonly provider: RecognitionProvider;
  /** ISO 8601, UTC. */
  readonly from: string;
  readonly currency: 'USD';
  /** Exact decimal. */
  readonly perPage: string;
  readonly source: string;
}

/**
 * Every price of a page that Sluice knows.
 *
 * Textract's is the price of the first million pages a month in US regions for its operation
 * DetectDocumentText, "$1.50 per 1,000 pages" as documented on the date below; the free tier, later
 * millions and dearer regions are not counted.
 *
 * @see https://aws.amazon.com/textract/pricing/
 */
const pagePrices: readonly PagePrice[] = [
  {
    provider: 'textract',
    from: '2022-01-31T00:00:00Z',
    currency: 'USD',
    perPage: '0.0015',
    source:
      'https://dius.com.au/2022/01/31/amazon-textract-ml-powered-document-processing-for-greater-automation/',
  },
  {
    provider: 'tesseract',
    from: '2025-01-01T00:00:00Z',
    currency: 'USD',
    perPage: '0',
    source: 'runs on this machine',
  },
];

/** What pages cost that were recognized from `startedAt` on; `null` where it is not known. */
export function costOfPages(recognition: {
  readonly provider: string;
  readonly pages: number;
  readonly startedAt: Date;
}): Money | null {
  const { provider, pages, startedAt } = recognition;
  const price = pagePrices
    .filter((each) => each.provider === provider && Date.parse(each.from) <= startedAt.getTime())
    .toSorted((one, other) => Date.parse(one.from) - Date.parse(other.from))
    .at(-1);
  if (price === undefined) return null;

  const amount = writeAmount(new Big(price.perPage).times(pages));
  const priceList = `${provider} ${price.from.slice(0, 10)}`;
  return { amount, currency: price.currency, priceList };
}
