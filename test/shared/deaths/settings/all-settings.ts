import type { Setting } from '../setting.ts';
import { brokenAnswer, copies, mendedAnswer, shortDocument } from './answers.ts';
import { archive, deployment, scan, uploads } from './documents.ts';
import { deadLetters, keptJobs, night } from './keeping.ts';
import { longAnswers, longDocument } from './long-documents.ts';
import { cancelledAndRetried, cancelledScan, failedAndRetried, raisedBudget } from './operators.ts';
import { fallback, refusedAccount, throttledCalls } from './providers.ts';

/** What is played with deaths, each anew for every run. */
export const allSettings: Readonly<Record<string, () => Setting>> = {
  'a short document': shortDocument,
  'a long document, whose parts are merged by the model': longDocument,
  'a long document, whose parts are halved': longAnswers,
  'answers that are asked for again, and quotes that are mended': mendedAnswer,
  'an answer that breaks off': brokenAnswer,
  'two uploads of the same text': copies,
  'an account that is refused, and filled up': refusedAccount,
  'a provider that refuses, and another that answers': fallback,
  'a provider that throttles': throttledCalls,
  'a scan': scan,
  'an archive': archive,
  'a deployment in the middle': deployment,
  'a job that is cancelled, and tried again': cancelledAndRetried,
  'a scan that is cancelled': cancelledScan,
  'a budget that is raised': raisedBudget,
  'a job that fails, and is tried again': failedAndRetried,
  'jobs that no message moves': keptJobs,
  "a night's release": night,
  'dead letters': deadLetters,
  uploads,
};
