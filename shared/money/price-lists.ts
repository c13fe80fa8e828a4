import type { ProviderName } from '../extraction/provider-names.ts';

/** Prices of one million tokens each, as exact decimals. */
export interface TokenPrices {
  /** Prompt tokens that the provider's cache did not serve. */
  readonly prompt: string;
  /** Prompt tokens that it did; `null` where the list knows only one price for all of them. */
  readonly cachedPrompt: string | null;
  /** Completion tokens, reasoning included. */
  readonly completion: string;
}

/** When the dearer of two prices holds, in UTC. */
export interface PeakHours {
  /** From this hour up to, without, that one. */
  readonly hours: readonly (readonly [from: number, until: number])[];
  /** Days of the week with peak hours, 0 being Sunday. */
  readonly weekdays: readonly number[];
  /** Dates without any, `YYYY-MM-DD`. */
  readonly exceptDates: readonly string[];
}

/** What some models of a provider cost from one instant until the next list for them. */
export interface PriceList {
  readonly provider: ProviderName;
  /** In lower case; ids are compared without regard to case. `null`: every model. */
  readonly models: readonly string[] | null;
  /** ISO 8601, UTC. */
  readonly from: string;
  readonly currency: 'USD';
  readonly prices: TokenPrices;
  readonly peak: (PeakHours & { readonly prices: TokenPrices }) | null;
  readonly source: string;
}

/** 9:00 to 12:00 and 14:00 to 18:00 in Beijing: the date there is the UTC date in all of them. */
const beijingOfficeHours = [
  [1, 4],
  [6, 10],
] as const;

/**
 * Weekdays that are public holidays in China.
 *
 * A year that is missing here, as 2027 is, counts its holidays as working days: their cost comes
 * out at the peak price, never too low.
 *
 * @see https://politics.gmw.cn/2025-11/04/content_38391083.htm
 */
const chineseHolidays = [
  '2026-09-25',
  '2026-10-01',
  '2026-10-02',
  '2026-10-05',
  '2026-10-06',
  '2026-10-07',
] as const;

const everyDayPeak: PeakHours = {
  hours: beijingOfficeHours,
  weekdays: [0, 1, 2, 3, 4, 5, 6],
  exceptDates: [],
};
const workingDayPeak: PeakHours = {
  hours: beijingOfficeHours,
  weekdays: [1, 2, 3, 4, 5],
  exceptDates: chineseHolidays,
};

const deepseekPricing = 'https://api-docs.deepseek.com/quick_start/pricing';
const flashModels = ['deepseek-flash', 'deepseek-v4-flash', 'deepseek-v4-flash-vision-exp'];
const proModels = ['deepseek-v4-pro'];

const flashAugust2026 = {
  provider: 'deepseek',
  models: flashModels,
  currency: 'USD',
  prices: { prompt: '0.22', cachedPrompt: '0.007', completion: '0.66' },
  source: deepseekPricing,
} as const;
const proAugust2026 = {
  provider: 'deepseek',
  models: proModels,
  currency: 'USD',
  prices: { prompt: '0.66', cachedPrompt: '0.022', completion: '1.98' },
  source: deepseekPricing,
} as const;
const flashAugust2026Peak = { prompt: '0.44', cachedPrompt: '0.014', completion: '1.32' };
const proAugust2026Peak = { prompt: '1.32', cachedPrompt: '0.044', completion: '3.96' };

/**
 * Every price that Sluice knows; where none fits, the cost is not known.
 *
 * Two providers have a preset and no list. OpenAI bills what it writes to its prompt cache at 1.25
 * times the price, and usage does not keep that count apart. OpenRouter's price depends on the
 * upstream that it picks for each request.
 */
export const priceLists: readonly PriceList[] = [
  {
    provider: 'deepseek',
    models: flashModels,
    from: '2026-04-26T12:15:00Z',
    currency: 'USD',
    prices: { prompt: '0.14', cachedPrompt: '0.0028', completion: '0.28' },
    peak: null,
    source: deepseekPricing,
  },
  {
    provider: 'deepseek',
    models: proModels,
    from: '2026-04-26T12:15:00Z',
    currency: 'USD',
    prices: { prompt: '0.435', cachedPrompt: '0.003625', completion: '0.87' },
    peak: null,
    source: deepseekPricing,
  },
  {
    ...flashAugust2026,
    from: '2026-08-16T16:00:00Z',
    peak: { ...everyDayPeak, prices: flashAugust2026Peak },
  },
  {
    ...proAugust2026,
    from: '2026-08-16T16:00:00Z',
    peak: { ...everyDayPeak, prices: proAugust2026Peak },
  },
  // From Sunday, 23 August, in Beijing on, weekends and public holidays are off-peak.
  {
    ...flashAugust2026,
    from: '2026-08-22T16:00:00Z',
    peak: { ...workingDayPeak, prices: flashAugust2026Peak },
  },
  {
    ...proAugust2026,
    from: '2026-08-22T16:00:00Z',
    peak: { ...workingDayPeak, prices: proAugust2026Peak },
  },
  {
    provider: 'deepseek',
    models: flashModels,
    // Two sources disagree on the hour, 04:00 on the 10th or 16:00 on the 9th: this is the later.
    from: '2026-09-10T04:00:00Z',
    currency: 'USD',
    prices: { prompt: '0.15', cachedPrompt: '0.003', completion: '0.60' },
    peak: {
      ...workingDayPeak,
      prices: { prompt: '0.30', cachedPrompt: '0.006', completion: '1.20' },
    },
    source: deepseekPricing,
  },
  {
    provider: 'cometapi',
    models: ['deepseek-v3.2-exp', 'deepseek-v3.2-exp-nothinking', 'deepseek-v3.2-exp-thinking'],
    from: '2025-09-29T00:00:00Z',
    currency: 'USD',
    prices: { prompt: '0.22', cachedPrompt: null, completion: '0.35' },
    peak: null,
    source: 'https://www.cometapi.com/deepseek-v3-2-exp-api/',
  },
  {
    provider: 'offline',
    models: null,
    from: '2025-01-01T00:00:00Z',
    currency: 'USD',
    prices: { prompt: '0', cachedPrompt: '0', completion: '0' },
    peak: null,
    source: 'runs on this machine',
  },
];
