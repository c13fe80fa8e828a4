import type { Analysis } from '../../analysis/define-analysis.ts';
import { revisionOf } from '../../analysis/revision.ts';
import type { FindQuestion, Question } from '../../extraction/question.ts';
import {
  chooseOnlyModel,
  type ModelWishes,
  resolveModelChoice,
} from '../../extraction/resolve-model-choice.ts';
import type { ModelList } from '../../ports/model-list.ts';

/**
 * Finds out how this deployment asks an analysis, once for each; intake and worker come to the same
 * from the same settings.
 *
 * The server is asked for its models only where neither settings nor preset name one; a failure of
 * that is not remembered.
 */
export function questionFinder(
  catalogue: ReadonlyMap<string, Analysis>,
  wishes: ModelWishes,
  models: ModelList,
): FindQuestion {
  const found = new Map<string, Question>();
  return async (name) => {
    const analysis = catalogue.get(name);
    const known = found.get(name);
    if (known !== undefined || analysis === undefined) return known;

    const resolved = resolveModelChoice(wishes, analysis.thinking);
    const choice =
      'needsModelList' in resolved
        ? chooseOnlyModel(resolved, await listModelsOf(resolved.needsModelList.baseUrl))
        : resolved;
    const question = { analysis, choice, revision: revisionOf(analysis, choice) };
    found.set(name, question);
    return question;
  };

  function listModelsOf(baseUrl: string): Promise<readonly string[]> {
    return models.listModels({ baseUrl, signal: AbortSignal.timeout(modelListTimeoutMs) });
  }
}

/** A server that does not list its models in this time is not there, in milliseconds. */
const modelListTimeoutMs = 10_000;
