import type { ModelChoice } from '../../../shared/extraction/model-choice.ts';
import type { Question } from '../../../shared/extraction/question.ts';
import type { Job } from '../../../shared/job/job.ts';
import type { DocumentReader } from '../../../shared/ports/document-reader.ts';
import type { BudgetLimit } from '../../../shared/money/budget.ts';
import type { Budgets } from '../../../shared/ports/budgets.ts';
import type { CancelPorts } from '../../../shared/steps/operating/cancel-job.ts';
import type { ReleasePorts } from '../../../shared/steps/keeping/release-night.ts';
import type { Answer } from './answering-model.ts';

/** What somebody does once, at a time or when something has come to be. */
export interface Act {
  /** Of the process that does it. */
  readonly name: string;
  /** Minutes since the beginning. */
  readonly notBefore: number;
  readonly isWanted: (jobs: readonly Job[]) => boolean;
  /** Done again where its process dies or it fails: a minute later, and two minutes after that. */
  readonly act: (ports: ActPorts) => Promise<unknown>;
}

type ActPorts = CancelPorts & ReleasePorts & { readonly budgets: Budgets };

/** Where a run begins, and what happens in it beside what processes do by themselves. */
export interface Setting {
  /** In the table; those that are queued have their message, but for `stranded`. */
  readonly jobs?: readonly Job[];
  /** Ids of queued jobs whose message is lost. */
  readonly stranded?: readonly string[];
  /** Texts by key. */
  readonly documents: Readonly<Record<string, string>>;
  /** How a process that starts so many minutes after the beginning asks. */
  readonly question: (minutes: number) => Question;
  readonly answer: Answer;
  readonly reader?: DocumentReader;
  readonly fallbacks?: readonly ModelChoice[];
  /** What is recognized in every scan; without it recognition is off. */
  readonly pages?: readonly (readonly string[])[];
  readonly acts?: readonly Act[];
  /**
   * Over all analyses.
   *
   * @default one with room for everything
   */
  readonly budget?: BudgetLimit;
  /** Paths of what lies in each document, where they are archives. */
  readonly members?: readonly string[];
  /** Keys of the documents that S3 announces. */
  readonly uploads?: readonly string[];
  /** Jobs whose message is a dead letter. */
  readonly deadJobs?: readonly Job[];
  /** Keys of documents whose announcement is one. */
  readonly deadUploads?: readonly string[];
  /** A night whose release was begun and left. */
  readonly unfinishedNight?: string;
  /** States in which a job may end instead of the one in which it ends where nobody dies. */
  readonly mayEndAs?: readonly Job['status'][];
  /**
   * Whether something else may be asked than where nobody dies.
   *
   * @default false
   */
  readonly mayAskOtherwise?: boolean;
}
