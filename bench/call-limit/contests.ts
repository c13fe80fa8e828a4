import { callCeiling } from '../../shared/extraction/call-limit.ts';
import {
  crowded,
  down,
  moody,
  perMinute,
  perMinuteWithRefused,
  type Provider,
  rated,
} from './providers.ts';

export interface Contest {
  readonly name: string;
  readonly provider: Provider;
  readonly calls: number;
  readonly workers: number;
  /** What the calls need where none is sent in vain and none too late, in seconds. */
  readonly idealSeconds: number;
}

const fourSeconds = { callMs: 4_000 };

/** Providers of several kinds, and what they are asked. */
export const contests: readonly Contest[] = [
  ...[4, 20, 60].map((seconds) => ({
    name: `a fifth refused, answers in ${seconds} s`,
    provider: moody(0.2, seconds * 1_000),
    calls: 1_000,
    workers: 4,
    idealSeconds: (1_000 / callCeiling('cometapi')) * seconds,
  })),
  ...[
    [1, 10, 15],
    [4, 10, 15],
    [16, 4, 4],
    [16, 30, 20],
    [40, 30, 20],
  ].map(([atOnce = 0, seconds = 0, workers = 0]) => ({
    name: `${atOnce} at once, answers in ${seconds} s`,
    provider: crowded(atOnce, seconds * 1_000),
    calls: atOnce * 20,
    workers,
    idealSeconds: 20 * seconds,
  })),
  ...[false, true].map((countsRefused) => ({
    name: `5 a second, refused ones ${countsRefused ? 'counted' : 'free'}`,
    provider: rated(5, { ...fourSeconds, countsRefused }),
    calls: 2_000,
    workers: 4,
    idealSeconds: 400,
  })),
  ...[
    { name: '60 a minute, refused ones free', provider: perMinute(60, 30_000) },
    { name: '60 a minute, refused ones counted', provider: perMinuteWithRefused(60, 30_000) },
  ].map(({ name, provider }) => ({
    name,
    provider,
    calls: 600,
    workers: 20,
    idealSeconds: 570,
  })),
  ...[60, 300].map((seconds) => ({
    name: `outage of ${seconds} s, answers in 30 s`,
    provider: down({ fromMs: 0, forMs: seconds * 1_000, callMs: 30_000 }),
    calls: 1_000,
    workers: 20,
    idealSeconds: seconds + 300,
  })),
  {
    name: 'outage after a minute, for another',
    provider: down({ fromMs: 60_000, forMs: 60_000, callMs: 30_000 }),
    calls: 1_000,
    workers: 20,
    idealSeconds: 360,
  },
];
