import { DuckDBInstance, type DuckDBResult, type Json, SQLNULL } from '@duckdb/node-api';
import { CommandError } from '../command-error.ts';
import { text } from './quoting.ts';
import { toJson } from './row-json.ts';
import { type ViewSource, viewStatements } from './views.ts';

/**
 * Answers one SQL query over a copy of the results bucket, row by row.
 *
 * The query reads that folder and nothing else of this machine or the network.
 *
 * @yields {Record<string, Json>} one row, by the names of its columns
 * @throws {CommandError} with DuckDB's own words, when the query is wrong
 */
export async function* query(
  sql: string,
  source: ViewSource,
): AsyncGenerator<Record<string, Json>> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    for (const statement of [...viewStatements(source), ...lockDown(source.folder)]) {
      await connection.run(statement);
    }
    try {
      yield* rowsOf(await connection.stream(sql));
    } catch (error) {
      throw new CommandError(error instanceof Error ? error.message.trim() : String(error), {
        cause: error,
      });
    }
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

// The types are the result's own: those of a chunk no longer tell JSON from other text.
async function* rowsOf(result: DuckDBResult): AsyncGenerator<Record<string, Json>> {
  const names = result.deduplicatedColumnNames();
  const types = result.columnTypes();
  for await (const rows of result.yieldRows()) {
    for (const row of rows) {
      yield Object.fromEntries(
        names.map((name, column) => {
          const [value = null, type = SQLNULL] = [row[column], types[column]];
          return [name, toJson(value, type, toJson)];
        }),
      );
    }
  }
}

function lockDown(folder: string): string[] {
  return [
    `set TimeZone = 'UTC'`,
    `set allowed_directories = [${text(`${folder}/`)}]`,
    'set enable_external_access = false',
    'set lock_configuration = true',
  ];
}
