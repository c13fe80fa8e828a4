import { catalogue } from '../../shared/analysis/catalogue.ts';
import { usualOutputTokens } from '../../shared/extraction/answer-room.ts';
import { providerNames } from '../../shared/extraction/provider-names.ts';
import { renderPrompt } from '../../shared/extraction/render-prompt.ts';
import type { ResultEnvelope } from '../../shared/job/result-envelope.ts';
import { estimateCost } from '../../shared/money/estimate-cost.ts';
import { type Money, sumCosts } from '../../shared/money/sum-costs.ts';
import type { Deployment } from '../deployment/deployment.ts';
import type { JobItem } from '../jobs/job-item.ts';
import { readResult } from '../jobs/read-result.ts';
import { mediaTypeHint } from '../uploads/media-type.ts';

/**
 * What trying a job again may cost; `null` where nobody knows.
 *
 * Fresh answers cost what those of the result did. Else only what has no answer yet is asked about:
 * each missing part in one call with the longest answer, or the whole document where none is missing.
 */
export async function estimateRetry(
  deployment: Pick<Deployment, 's3' | 'resultsBucket'>,
  job: JobItem,
  { fresh, now }: { readonly fresh: boolean; readonly now: Date },
): Promise<Money | null> {
  const result = await readResult(deployment, job);
  if (result === undefined) return null;
  if (fresh && result.exchanges.length > 0) return sumCosts(costsOf(result));

  const missing = fresh ? [] : charactersMissing(result);
  const whole = [charactersOf(result.document)];
  return sumCosts(
    (missing.length > 0 ? missing : whole).map((characters) =>
      estimateCall(result, characters, now),
    ),
  );
}

/** An answer is paid once, however many parts of the text it is about. */
function costsOf({ exchanges }: ResultEnvelope): readonly (Money | null)[] {
  return [...new Map(exchanges.map(({ exchange, cost }) => [exchange, cost])).values()];
}

/** How long each part is that the output does not rest on. */
function charactersMissing({ coverage }: ResultEnvelope): readonly number[] {
  const missing = coverage?.parts.filter(
    ({ exchange, error }) => exchange === null || error !== null,
  );
  return missing?.map(({ start, end }) => end - start) ?? [];
}

function estimateCall(
  { analysis, model }: ResultEnvelope,
  characters: number | null,
  now: Date,
): Money | null {
  const asked = catalogue.get(analysis);
  const provider = providerNames.find((name) => name === model?.provider);
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
