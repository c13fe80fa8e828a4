import { createHash } from 'node:crypto';
import { readerVersion } from '../document/reader-version.ts';
import { mergeRulesOf } from '../extraction/merge/property-rules.ts';
import { renderMergeInstructions } from '../extraction/merge/render-merge-prompt.ts';
import type { ModelChoice } from '../extraction/model-choice.ts';
import { promptVersion, renderInstructions } from '../extraction/render-prompt.ts';
import type { Analysis } from './define-analysis.ts';

/**
 * Eight hex digits that stand for everything that can change an analysis's answers. Intake and
 * worker compute it from the same settings.
 */
export function revisionOf(analysis: Analysis, choice: ModelChoice): string {
  const mergeRules = [...mergeRulesOf(analysis)];
  return createHash('sha256')
    .update(
      JSON.stringify([
        renderInstructions(analysis),
        mergeRules,
        renderMergeInstructions(
          analysis,
          mergeRules.map(([name]) => name),
        ),
        promptVersion,
        readerVersion,
        analysis.maxOutputTokens,
        choice.providerIdentity,
        choice.model,
        choice.thinking,
        choice.structuredOutputs,
        // They decide how a document is cut into parts.
        choice.contextTokens,
        choice.maxOutputTokens,
      ]),
    )
    .digest('hex')
    .slice(0, 8);
}
