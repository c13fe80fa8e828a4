import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { catalogue } from '../../shared/analysis/catalogue.ts';
import { CommandError } from '../command-error.ts';
import type { DeploymentOptions } from '../deployment/deployment-options.ts';
import { withDeployment } from '../deployment/with-deployment.ts';
import type { CommandContext } from './command-context.ts';
import * as options from './shared-options.ts';

/** `sluice sql`: rows out of results. */
export function sqlCommand({ terminal, open }: CommandContext): Command {
  return new Command('sql')
    .summary('query the results with SQL')
    .description(
      `Answers a query over the results with DuckDB: one JSON object per row.

Views:
  jobs      one row per job that ended: job_id, analysis, status, document_key, uploaded_at,
            prompt_tokens, cost_amount, error_code, output, …
  ledger    one row per call that may have been billed
${[...catalogue.keys()].map((name) => `  ${name.replaceAll('-', '_')}`).join('\n')}
            one row per output of that analysis: its columns, then job_id, document_key,
            uploaded_at, status, revision

Decimals, and integers that a double cannot hold, are strings; times are UTC.`,
    )
    .argument('<query>', 'SQL as DuckDB understands it; `describe jobs` lists the columns')
    .addOption(options.jsonOption('one object per row; that is what this command always prints'))
    .addOption(options.dataOption('default: .sluice'))
    .addOption(options.stackOption())
    .addHelpText('after', examples)
    .action(async (sql: string, chosen: DeploymentOptions) => {
      if (sql.trim() === '') {
        throw new CommandError('the query is empty; try sluice sql "select * from jobs"');
      }
      const { copyBucket } = await import('../sql/copy-bucket.ts');
      const { query } = await import('../sql/query.ts');
      await withDeployment(
        async () => open(chosen, 'read'),
        async (deployment) =>
          withCacheFolder(deployment.dataDirectory, async (folder) => {
            await copyBucket(deployment, folder);
            for await (const row of query(sql, { folder, analyses: catalogue.values() })) {
              terminal.print(JSON.stringify(row));
            }
          }),
      );
    });
}

/** Beside the local pipeline's state; for a deployed one a folder that goes with the command. */
async function withCacheFolder(
  dataDirectory: string | undefined,
  work: (folder: string) => Promise<void>,
): Promise<void> {
  if (dataDirectory !== undefined) return work(resolve(dataDirectory, 'sql-cache'));
  const folder = await mkdtemp(join(tmpdir(), 'sluice-sql-'));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const examples = `
Examples:
  What each analysis cost (null where the cost of one of its jobs is not known):
  $ sluice sql "select analysis, count(*) as jobs, known_sum(cost_amount) as cost
                from jobs group by all"

  Which open action items each owner has:
  $ sluice sql "select item.owner, list(item.task) as tasks
                from (select unnest(\\"actionItems\\") as item from meeting_minutes)
                group by all order by all"`;
