import type { KeptExchange } from '../../jobs/exchanges-of-job.ts';
import { markup, type Markup } from './markup.ts';
import { count } from './render-facts.ts';

/** One exchange with the model; its reasoning is folded. */
export function renderExchange({ start, end, exchange }: KeptExchange): Markup {
  const { reasoning, usage, servedModel, finishReason, latencyMs, cost } = exchange;
  const facts = [
    servedModel ?? 'unknown model',
    `${count(usage.promptTokens)} tokens in, ${count(usage.completionTokens)} out`,
    cost === null ? 'cost unknown' : `${cost.amount} ${cost.currency}`,
    `${(latencyMs / 1000).toFixed(1)} s`,
    `ended with ${finishReason}`,
  ].join(' · ');
  const subject =
    start === null || end === null
      ? 'Merge of parts'
      : `Characters ${count(start)} to ${count(end)}`;
  const thoughts =
    reasoning === null || reasoning.trim() === ''
      ? markup`<p class="nothing">No reasoning was kept.</p>`
      : markup`<details>
          <summary>Reasoning</summary>
          <div class="text" dir="auto">${reasoning}</div>
        </details>`;
  return markup`<section class="exchange">
    <h3>${subject}</h3>
    <p>${facts}</p>
    ${thoughts}
  </section>\n`;
}
