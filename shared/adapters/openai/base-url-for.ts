import type { ModelChoice } from '../../extraction/model-choice.ts';
import { providerPresets } from '../../extraction/provider-presets.ts';
import type { StructuredOutput } from '../../extraction/structured-output.ts';

/** Root of the API that has the kind of structured output; DeepSeek keeps strict calls apart. */
export function baseUrlFor(
  { provider, baseUrl }: Pick<ModelChoice, 'provider' | 'baseUrl'>,
  mode: StructuredOutput,
): string {
  const { strictToolsFolder } = providerPresets[provider];
  if (mode !== 'strict_tools' || strictToolsFolder === null) return baseUrl;
  const url = new URL(baseUrl);
  const folder = url.pathname.replace(/\/+$/, '').replace(/\/(v1|beta)$/, '');
  url.pathname = `${folder}/${strictToolsFolder}`;
  return url.href;
}
