import { type Analysis, jsonSchemaOf } from '../../analysis/define-analysis.ts';
import { acceptOutput } from '../../extraction/accept-output.ts';
import { fitsContext, wantedTokensOf } from '../../extraction/answer-room.ts';
import type { AnsweredPart } from '../../extraction/answered-part.ts';
import type { Asking, JsonObject } from '../../extraction/asking.ts';
import { describeIssues } from '../../extraction/judge-answer.ts';
import { acceptMerged, quotesOf } from '../../extraction/merge/accept-merged.ts';
import { groupPartials } from '../../extraction/merge/group-partials.ts';
import { mergeOutputs } from '../../extraction/merge/merge-outputs.ts';
import { partialsOf, saidOf } from '../../extraction/merge/partials-of.ts';
import { renderMergePrompt } from '../../extraction/merge/render-merge-prompt.ts';
import { pickAt, type PropertyPath } from '../../extraction/property-path.ts';
import { schemaOfProperties } from '../../extraction/schema-of-properties.ts';
import { MergedOutputInvalid, RequestTooLong } from '../../failure/job-errors.ts';
import { isOfOnePart } from '../../failure/is-of-one-part.ts';
import { PipelineError } from '../../failure/pipeline-error.ts';
import { askUntilUsable } from './ask-until-usable.ts';
import type { AskingWork } from './asking-work.ts';

/** An output, and why it is not all that it could be. */
export interface Merged {
  readonly output: JsonObject | null;
  readonly failure: PipelineError | null;
}

/**
 * Makes one output of those of a document's parts, by the analysis's rules. What the model has to
 * merge it is asked in one more request, or in several where the parts' outputs do not fit one; where
 * that fails for good, what the first part says stands, and the failure with it.
 *
 * @throws {PipelineError} why the model could not be asked now
 */
export async function mergeParts(
  outputs: readonly JsonObject[],
  work: AskingWork,
): Promise<Merged> {
  const { analysis } = work.question;
  const { merged, toAsk } = mergeOutputs(analysis, outputs);
  if (toAsk.length === 0) return accepted(analysis, merged);
  try {
    const asked = await askToMerge({ merged, toAsk, outputs }, work);
    return { output: asked, failure: null };
  } catch (error) {
    if (!(error instanceof PipelineError) || !isOfOnePart(error)) throw error;
    return { ...mergeWithoutAsking(analysis, outputs), failure: error };
  }
}

/** The same as far as it goes without the model: of what it would merge, what the first part says. */
export function mergeWithoutAsking(analysis: Analysis, outputs: readonly JsonObject[]): Merged {
  return accepted(analysis, mergeOutputs(analysis, outputs).merged);
}

function accepted(analysis: Analysis, merged: JsonObject): Merged {
  const acceptance = acceptOutput(analysis, merged);
  if ('output' in acceptance) return { output: acceptance.output, failure: null };
  const problems = describeIssues(acceptance.issues, jsonSchemaOf(analysis));
  return { output: null, failure: new MergedOutputInvalid(problems) };
}

interface Merging {
  readonly merged: JsonObject;
  readonly toAsk: readonly PropertyPath[];
  readonly outputs: readonly JsonObject[];
}

/** @throws {PipelineError} */
async function askToMerge(
  { merged, toAsk, outputs }: Merging,
  work: AskingWork,
): Promise<JsonObject> {
  const { analysis, choice } = work.question;
  const schema = jsonSchemaOf(analysis);
  const terms = { analysis, merged, quotes: quotesOf(analysis, outputs) };
  const asking = (partials: readonly JsonObject[]): Asking => {
    const said = saidOf(toAsk, partials);
    return {
      about: null,
      choice,
      prompt: renderMergePrompt(analysis, said, partials),
      schema: schemaOfProperties(schema, said),
      wantedTokens: wantedTokensOf(analysis, choice),
      tokenCorrection: 1,
      ask: 1,
      accept: (found) => acceptMerged(found, said, terms),
    };
  };
  const fits = (partials: readonly JsonObject[]): boolean => fitsContext(asking(partials));

  let partials = partialsOf(outputs, toAsk);
  while (!fits(partials)) {
    const groups = groupPartials(partials, fits);
    if (groups === null) throw new RequestTooLong('two parts have too much to merge');
    const next: JsonObject[] = [];
    for (const group of groups) {
      const [only, ...others] = group;
      if (only !== undefined && others.length === 0) next.push(only);
      else next.push(pickAt(await ask(asking(group), work), saidOf(toAsk, group)));
    }
    partials = next;
  }
  return ask(asking(partials), work);
}

async function ask(asking: Asking, work: AskingWork): Promise<JsonObject> {
  const answered = await askUntilUsable(asking, work);
  if (answered.kind !== 'output') throw answered.failure;
  return answered.output;
}

/** The outputs of the parts that have one, in the order of the text. */
export function outputsOf(parts: readonly AnsweredPart[]): JsonObject[] {
  return parts
    .toSorted((one, other) => one.start - other.start)
    .flatMap(({ output }) => (output === null ? [] : [output]));
}
