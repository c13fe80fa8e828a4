import { createHash } from 'node:crypto';
import type { ResultEnvelope } from '../../../shared/job/result-envelope.ts';
import type { KeptExchange } from '../../jobs/exchanges-of-job.ts';
import type { JobText } from '../../read/read-job-text.ts';
import { documentName } from '../result-table.ts';
import { markup, Markup } from './markup.ts';
import { numberQuotes, type NumberedQuote } from './marked-quotes.ts';
import { renderDocument } from './render-document.ts';
import { renderExchange } from './render-exchange.ts';
import { renderFacts } from './render-facts.ts';
import { renderOutput } from './render-output.ts';
import { style } from './style.ts';

/** All that a page shows. */
export interface ShownJob {
  readonly envelope: ResultEnvelope;
  readonly document: JobText;
  readonly exchanges: readonly KeptExchange[];
}

/** Nothing is loaded and nothing runs, whatever a document smuggles in: one style, by its hash. */
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Without white space of a template around it: the hash is of every character. */
const styleElement = new Markup(`<style>${style}</style>`);

/** One job as a page that needs nothing else. */
export function renderPage({ envelope, document, exchanges }: ShownJob): string {
  const quotes = numberQuotes(envelope);
  const name = documentName(envelope.document.key, envelope.document.member);
  return markup`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>${name} · ${envelope.analysis}</title>
        ${styleElement}
      </head>
      <body>
        <header>
          <p class="kind">${envelope.analysis} <span>${envelope.revision}</span></p>
          <h1>
            ${name} <span class="status ${envelope.status.toLowerCase()}">${envelope.status}</span>
          </h1>
          <dl class="facts">${renderFacts(envelope)}</dl>
          ${renderNotices(envelope)}
          <p class="job">Job ${envelope.jobId}</p>
        </header>
        <main>
          <section class="output">
            <h2>Output</h2>
            ${renderOutputSection(envelope, quotes)}
          </section>
          <section class="document">
            <h2>Document</h2>
            ${renderDocumentSection(envelope, document, quotes)}
          </section>
        </main>
        <section class="exchanges">
          <h2>Exchanges with the model</h2>
          ${exchanges.length === 0 ? markup`<p class="nothing">None is kept.</p>` : exchanges.map(renderExchange)}
        </section>
      </body>
    </html>\n`.toString();
}

function renderNotices({ error, warnings }: ResultEnvelope): Markup {
  const failure =
    error === null
      ? null
      : markup`<li class="error"><strong>${error.code}</strong> ${error.message}</li>`;
  const items = warnings.map((warning) => markup`<li>${warning}</li>`);
  return failure === null && items.length === 0
    ? markup``
    : markup`<ul class="notices">
        ${failure}${items}
      </ul>`;
}

function renderOutputSection({ output }: ResultEnvelope, quotes: readonly NumberedQuote[]): Markup {
  if (output === null) return markup`<p class="nothing">There is none.</p>`;
  return markup`${renderOutput(output, quotes)}
    <details class="raw">
      <summary>As JSON</summary>
      <pre>${JSON.stringify(output, null, 2)}</pre>
    </details>`;
}

/** Places in a text other than the one that was analysed would mark the wrong words. */
function renderDocumentSection(
  { document: { characters } }: ResultEnvelope,
  document: JobText,
  quotes: readonly NumberedQuote[],
): Markup {
  if ('problem' in document) return markup`<p class="problem">${document.problem}</p>`;
  const { length } = document.text.text;
  if (length === characters) return markup`${renderDocument(document.text, quotes)}`;
  return markup`<p class="problem">
      Quotes are not marked: the text that was analysed had ${characters ?? 'an unknown number of'}
      characters, and this one has ${length}.
    </p>
    ${renderDocument(document.text, [])}`;
}
