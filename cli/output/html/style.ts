/** How a page looks: side by side on a wide screen, one below the other on a phone and on paper. */
export const style = `
:root {
  color-scheme: light dark;
  --paper: #fbfaf7; --card: #ffffff; --ink: #22242a; --soft: #686d78; --line: #dfdcd4;
  --accent: #0b6e6e; --mark: #fdeeb5; --marks: #f8d97a; --bad: #b3261e; --bad-soft: #fbe9e7;
  --target: #0b6e6e;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #16181d; --card: #1e2127; --ink: #e6e4df; --soft: #9aa0ab; --line: #343842;
    --accent: #6cc7c3; --mark: #4b4118; --marks: #6d5a15; --bad: #ff9d94; --bad-soft: #3a2221;
    --target: #6cc7c3;
  }
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; }
body {
  margin: 0 auto; max-width: 100rem; padding: 1.5rem clamp(1rem, 3vw, 3rem) 4rem;
  background: var(--paper); color: var(--ink);
  font: 1rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  overflow-wrap: anywhere;
}
a { color: var(--accent); }
h1 { font-size: clamp(1.4rem, 3vw, 2rem); line-height: 1.25; margin: 0 0 1.25rem; }
h2 {
  font-size: .8rem; letter-spacing: .08em; text-transform: uppercase; color: var(--soft);
  margin: 0 0 1rem;
}
.kind { margin: 0 0 .25rem; color: var(--accent); font-weight: 600; }
.kind span, .job, .nothing, small { color: var(--soft); font-weight: 400; }
.job { margin: 1rem 0 0; font-size: .8rem; font-family: ui-monospace, monospace; }
.status {
  display: inline-block; padding: .2em .8em; border-radius: 1em; vertical-align: .25em;
  font-size: .75rem; letter-spacing: .05em; color: var(--card); background: var(--soft);
}
.status.succeeded { background: var(--accent); }
.status.failed, .status.incomplete { background: var(--bad); }
.facts {
  display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1px; margin: 0;
  background: var(--line); border: 1px solid var(--line); border-radius: .6rem; overflow: hidden;
}
.fact { background: var(--card); padding: .7rem 1rem; }
.fact dt { font-size: .75rem; color: var(--soft); }
.fact dd { margin: 0; font-weight: 600; font-variant-numeric: tabular-nums; }
small { display: block; font-size: .75rem; }
.notices { margin: 1rem 0 0; padding: 0; list-style: none; }
.notices li, .problem {
  margin: .4rem 0; padding: .5rem 1rem; background: var(--card);
  border-left: .25rem solid var(--marks); border-radius: .25rem;
}
.notices .error { border-color: var(--bad); background: var(--bad-soft); }
main { display: grid; gap: 2rem; margin: 2.5rem 0; grid-template-columns: minmax(0, 1fr); }
.document, .output, .exchange {
  background: var(--card); border: 1px solid var(--line); border-radius: .6rem;
  padding: clamp(1rem, 2.5vw, 2rem);
}
.text { white-space: pre-wrap; unicode-bidi: isolate; max-width: 75ch; }
.turn { margin: 0 0 .5rem; }
.turn .head { color: var(--soft); font-size: .85em; }
.document h3 {
  margin: 1.75rem 0 1rem; padding-top: .5rem; border-top: 1px dashed var(--line);
  font-size: .8rem; color: var(--soft);
}
.document h2 + h3 { margin-top: 0; border-top: 0; padding-top: 0; }
mark { background: var(--mark); color: inherit; border-radius: .15em; padding: .1em 0; }
mark.several { background: var(--marks); }
mark a { color: inherit; text-decoration: none; }
mark a:hover { text-decoration: underline; }
.number {
  display: inline-block; min-width: 1.5em; margin: 0 .15em; padding: 0 .35em; border-radius: .75em;
  background: var(--accent); color: var(--card); font-size: .7rem; line-height: 1.5;
  text-align: center; text-decoration: none; white-space: nowrap; vertical-align: .15em;
  user-select: none;
}
.place, blockquote { scroll-margin: 30vh 0; }
.place:target mark, blockquote:target { outline: .15rem solid var(--target); outline-offset: .1rem; }
dl, dd, ul, ol { margin: 0; padding: 0; }
.field { margin: 0 0 1rem; }
.field > dt { font-size: .75rem; color: var(--soft); }
.field > dt::first-letter { text-transform: uppercase; }
.output > dl > .field { margin-bottom: 1.5rem; }
.output > dl > .field > dt { font-size: .95rem; font-weight: 600; color: var(--ink); margin-bottom: .25rem; }
.value { white-space: pre-wrap; }
ul { padding-left: 1.1rem; }
ul.notices { padding: 0; }
li { margin: .2rem 0; }
.cards { list-style: none; display: grid; gap: .75rem; }
.cards > li { margin: 0; padding: .8rem 1rem; border: 1px solid var(--line); border-radius: .5rem; }
.cards .field { margin-bottom: .5rem; }
.cards .field:last-child { margin-bottom: 0; }
blockquote {
  margin: .15rem 0; padding: .4rem .8rem; border-left: .2rem solid var(--accent);
  background: var(--paper); border-radius: .25rem; font-style: italic;
}
blockquote > a { color: inherit; text-decoration: none; }
blockquote > a:hover { text-decoration: underline; }
blockquote footer { font-style: normal; font-size: .75rem; color: var(--soft); }
.unverified { border-color: var(--bad); background: var(--bad-soft); }
.unverified footer strong { color: var(--bad); }
summary { cursor: pointer; color: var(--accent); }
.raw { margin-top: 2rem; font-size: .85rem; }
pre { white-space: pre-wrap; font: .8rem/1.5 ui-monospace, monospace; }
.exchange { margin-bottom: 1rem; }
.exchange h3 { margin: 0; font-size: 1rem; }
.exchange p { margin: .25rem 0; color: var(--soft); font-size: .85rem; }
.exchange details { margin-top: .5rem; }
.exchange .text { margin-top: .5rem; font-size: .9rem; }
@media (min-width: 40rem) {
  .facts { grid-template-columns: repeat(3, minmax(0, 1fr)); }
}
@media screen and (min-width: 62rem) {
  .facts { grid-template-columns: repeat(6, minmax(0, 1fr)); }
  main { grid-template-columns: minmax(0, 3fr) minmax(22rem, 2fr); align-items: start; }
  .document { grid-column: 1; grid-row: 1; }
  .output { grid-column: 2; grid-row: 1; position: sticky; top: 1rem; max-height: calc(100vh - 2rem); overflow: auto; }
}
@media print {
  :root { --paper: #fff; --card: #fff; --ink: #000; --soft: #444; --line: #bbb; }
  body { padding: 0; font-size: 10pt; }
  .document, .output, .exchange { border: 0; padding: 0; }
  .cards > li, blockquote, .fact { break-inside: avoid; }
  main, .cards { display: block; }
  .cards > li { margin: 0 0 .5rem; }
  h2, h3, dt { break-after: avoid; }
  mark, .number, .status, .unverified { print-color-adjust: exact; }
  .raw { display: none; }
}
`;
