import { catalogue } from '../../shared/analysis/catalogue.ts';
import { usualOutputTokens } from '../../shared/extraction/answer-room.ts';
import { providerNames } from '../../shared/extraction/provider-names.ts';
import { renderPrompt } from '../../shared/extraction/render-prompt.ts';
import type { ResultEnvelope } from '../../shared/job/result-envelope.ts';
import { estimateCost } from '../../shared/money/estimate-cost.ts';
import type { Money } from '../../shared/money/sum-costs.ts';
import type { Deployment } from '../deployment/deployment.ts';
import type { JobItem } from '../jobs/job-item.ts';
import { readResult } from '../jobs/read-result.ts';
import { mediaTypeHint } from '../uploads/media-type.ts';

/**
 * What trying a job again may cost: what it has cost so far, else one call about the whole of its
 * document with the longest answer; `null` where neither is known. Answers that are stored make it
 * less.
 */
export async function estimateRetry(
  deployment: Pick<Deployment, 's3' | 'resultsBucket'>,
  job: JobItem,
  now: Date,
): Promise<Money | null> {
  if (job.cost !== null && Number(job.cost.amount) > 0) return job.cost;
  const result = await readResult(deployment, job);
  return result === undefined ? null : estimateCall(result, now);
}

function estimateCall({ analysis, model, document }: ResultEnvelope, now: Date): Money | null {
  const asked = catalogue.get(analysis);
  const provider = providerNames.find((name) => name === model?.provider);
  const characters = charactersOf(document);
  if (asked === undefined || model === null || provider === undefined || characters === null)
    return null;
  const planned = {
    choice: { provider, model: model.requested },
    prompt: renderPrompt(asked, { text: 'x'.repeat(characters), position: null }),
    maxOutputTokens: asked.maxOutputTokens ?? usualOutputTokens,
  };
  return estimateCost(planned, now).cost;
}

/** A text that was not read has no more characters than bytes; of other formats that says nothing. */
function charactersOf({
  characters,
  mediaType,
  key,
  sizeBytes,
}: ResultEnvelope['document']): number | null {
  const isText = (mediaType ?? mediaTypeHint(key)).startsWith('text/');
  return characters ?? (isText ? sizeBytes : null);
}
