import type { SoakProgress, SoakReport, SoakSettings } from '../run-soak.ts';

const write = (text: string): void => void process.stdout.write(`${text}\n`);

/** What is about to happen. */
export function printSettings(settings: SoakSettings): void {
  const { documents, seed, providerFaults, killEvery, restartEvery, serviceFaults, model } =
    settings;
  const { refuseEvery, budgetTokens } = settings;
  write(`soak of ${documents} uploads, seed ${seed}`);
  write(
    `  model server        ${model?.['OPENAI_BASE_URL'] ?? `our own, ${providerFaults * 100} % faults`}`,
  );
  write(`  workers killed      ${killEvery > 0 ? `every ${killEvery} s` : 'none'}`);
  write(`  pipeline killed     ${restartEvery > 0 ? `every ${restartEvery} s` : 'never'}`);
  write(`  account refused     ${refuseEvery > 0 ? `every ${refuseEvery} s` : 'never'}`);
  write(
    `  budget              ${budgetTokens > 0 ? `${budgetTokens} tokens, raised once it holds a job` : 'none'}`,
  );
  write(`  S3, SQS, DynamoDB   ${serviceFaults ? 'with faults and storms' : 'without faults'}\n`);
}

/** One line a look, on standard error. */
export function printProgress(progress: SoakProgress): void {
  const { seconds, uploads, jobs, ended, held, killed, restarted } = progress;
  process.stderr.write(
    `${seconds.toFixed(0).padStart(5)} s  ${uploads} uploads  ${jobs} jobs  ${ended} ended  ${held} held  ${killed} workers killed  ${restarted} restarts\n`,
  );
}

/** The books. */
export function printReport(report: SoakReport, { documents }: SoakSettings): void {
  const { books, seconds, killed, restarted, held, faults } = report;
  const { figures, checks } = books;
  write(`\n${figures.uploads} objects uploaded, ${figures.jobs} jobs, ${figures.results} results`);
  write(`  jobs by state${list(figures.states)}`);
  write(`  long documents      ${figures.longDocuments}, in ${figures.parts} parts`);
  write(`  ledger lines by outcome${list(figures.lines)}`);
  write(`  calls by fault${list(faults)}`);
  write(
    `  whole answers       ${figures.answersSent ?? 'unknown'} sent by the server, ${figures.answersReceived} received, ${figures.exchanges} kept`,
  );
  write(`  paid ratio          ${figures.paidRatio?.toFixed(4) ?? 'unknown'}`);
  write(
    `  known cost          ${figures.knownCost} USD in the ledger, ${share(figures.wastedCostShare)} wasted; ${figures.resultsCost} USD in results`,
  );
  write(`  known tokens        ${figures.knownTokens}, ${figures.wastedTokens} wasted`);
  write(`  killed              ${killed} workers, ${restarted} times the whole pipeline`);
  write(
    `  held                ${held.byBudget} jobs by the budget, ${held.byProvider} by a provider that refused`,
  );
  write(
    `  took                ${seconds.toFixed(1)} s, ${(documents / seconds).toFixed(1)} documents a second\n`,
  );
  for (const { name, violations, isKnown = true } of checks) {
    const truth = violations.length === 0 ? 'true' : 'FALSE';
    write(`${(isKnown ? truth : 'unknown').padStart(8)}  ${name}`);
    for (const violation of violations) write(`          ${violation}`);
  }
  write(books.balance ? '\nthe books balance' : '\nTHE BOOKS DO NOT BALANCE');
}

function share(part: number | null): string {
  return part === null ? 'unknown' : `${(part * 100).toFixed(2)} %`;
}

function list(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([name, count]) => `\n    ${String(count).padStart(6)}  ${name}`)
    .join('');
}
