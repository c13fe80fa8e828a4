import type { ResultEnvelope } from '../../../shared/job/result-envelope.ts';
import { markup, type Markup } from './markup.ts';

const unknown = 'unknown';
const numbers = new Intl.NumberFormat('en-US');

/** A number as people read it; `unknown` where nobody told us. */
export function count(value: number | null): string {
  return value === null ? unknown : numbers.format(value);
}

/** What became of a job and what it cost, the most important on top. */
export function renderFacts(envelope: ResultEnvelope): readonly Markup[] {
  return [
    fact('Cost', costOf(envelope), envelope.cost?.priceList ?? null),
    fact('Tokens', tokensOf(envelope), moreTokensOf(envelope)),
    fact('Model', modelOf(envelope), thinkingOf(envelope)),
    fact('Coverage', coverageOf(envelope), partsOf(envelope)),
    fact('Quotes', quotesOf(envelope), null),
    fact('Time', secondsOf(envelope), envelope.timings.completedAt),
  ];
}

function fact(name: string, value: string, more: string | null): Markup {
  const rest = more === null ? null : markup`<small>${more}</small>`;
  return markup`<div class="fact">
    <dt>${name}</dt>
    <dd>${value}${rest}</dd>
  </div>\n`;
}

function costOf({ cost }: ResultEnvelope): string {
  return cost === null ? unknown : `${cost.amount} ${cost.currency}`;
}

function tokensOf({ usage }: ResultEnvelope): string {
  return `${count(usage.promptTokens)} in, ${count(usage.completionTokens)} out`;
}

function moreTokensOf({ usage }: ResultEnvelope): string {
  return `${count(usage.cachedPromptTokens)} from cache, ${count(usage.reasoningTokens)} for reasoning`;
}

function modelOf({ model }: ResultEnvelope): string {
  return model === null ? 'none was asked' : (model.served ?? model.requested);
}

function thinkingOf({ model }: ResultEnvelope): string | null {
  if (model === null) return null;
  return `${model.provider}, thinking ${model.thinking ? 'on' : 'off'}`;
}

function coverageOf({ coverage }: ResultEnvelope): string {
  if (coverage === null) return 'not read';
  const { covered, characters, complete } = coverage;
  if (complete) return 'complete';
  return `${count(covered)} of ${count(characters)} characters`;
}

function partsOf({ coverage }: ResultEnvelope): string | null {
  if (coverage === null) return null;
  const { length } = coverage.parts;
  return `${count(coverage.characters)} characters in ${length} ${length === 1 ? 'part' : 'parts'}`;
}

function quotesOf({ grounding }: ResultEnvelope): string {
  if (grounding === null) return 'not checked';
  const { verified, unverified } = grounding;
  return unverified === 0 ? `${verified} verified` : `${verified} verified, ${unverified} not`;
}

function secondsOf({ timings: { totalMs } }: ResultEnvelope): string {
  return totalMs === null ? unknown : `${(totalMs / 1000).toFixed(1)} s`;
}
