import { type Analysis, jsonSchemaOf } from '../../shared/analysis/define-analysis.ts';
import { columnShapes } from './column-types.ts';
import {
  envelopeColumns,
  jobColumns,
  ledgerColumns,
  ledgerLineColumns,
} from './envelope-columns.ts';
import { identifier, text } from './quoting.ts';

/** The folder of a copy of the results bucket. */
export interface ViewSource {
  readonly folder: string;
  readonly analyses: Iterable<Analysis>;
}

/** Unlike `sum`, unknown as soon as one of its values is: what nobody told us is not zero. */
const knownSum =
  'create macro known_sum(value) as case when count(*) = count(value) then sum(value) end';

/** Statements that make `jobs`, `ledger`, one view per analysis, and `known_sum`. */
export function viewStatements({ folder, analyses }: ViewSource): string[] {
  return [
    knownSum,
    view('envelopes', `select * from ${readJson(`${folder}/results/**/*.json`, envelopeColumns)}`),
    view('jobs', `select ${selection(jobColumns)} from envelopes`),
    view(
      'ledger',
      `select ${selection(ledgerColumns)}
       from ${readJson(`${folder}/ledger/**/*.json`, ledgerLineColumns)}`,
    ),
    ...[...analyses].map(outputView),
  ];
}

/** What a row of an output says of its job, under the names that `jobs` has for it. */
const jobColumnsOfOutputs = [
  'job_id',
  'document_key',
  'uploaded_at',
  'status',
  'revision',
] as const;

/** One row per output: what the schema declares, then whose it is. */
function outputView(analysis: Analysis): string {
  const shapes = columnShapes(jsonSchemaOf(analysis));
  const properties = Object.keys(shapes).map((property) => {
    const column = isJobColumn(property) ? `output_${property}` : property;
    return `answer.${identifier(property)} as ${identifier(column)}`;
  });
  return view(
    viewNameOf(analysis.name),
    `select ${[...properties, ...jobColumnsOfOutputs].join(', ')}
     from (
       select *, from_json(output, ${text(JSON.stringify(shapes))}) as answer
       from jobs
       where analysis = ${text(analysis.name)} and json_type(output) = 'OBJECT'
     )`,
  );
}

function isJobColumn(property: string): boolean {
  return jobColumnsOfOutputs.some((column) => column === property.toLowerCase());
}

/** `meeting-minutes` is `meeting_minutes`; a name that is taken gets `_outputs` behind it. */
export function viewNameOf(analysis: string): string {
  const name = analysis.replaceAll('-', '_');
  return ['envelopes', 'jobs', 'ledger'].includes(name) ? `${name}_outputs` : name;
}

function view(name: string, query: string): string {
  return `create view ${identifier(name)} as ${query}`;
}

function selection(columns: Readonly<Record<string, string>>): string {
  return Object.entries(columns)
    .map(([name, expression]) => `${expression} as ${identifier(name)}`)
    .join(', ');
}

function readJson(pattern: string, columns: Readonly<Record<string, string>>): string {
  const types = Object.entries(columns).map(([name, type]) => `${text(name)}: ${text(type)}`);
  return `read_json(${text(pattern)}, format = 'newline_delimited', columns = {${types.join(', ')}})`;
}
