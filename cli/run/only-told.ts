/** What keeps more than the table of a run in a temporary pipeline. */
export const waysToKeep = '--out DIR copies the results, --data DIR keeps everything';

/** Where the results of a run go, by its options. */
export interface RunDestination {
  readonly out?: string | undefined;
  readonly data?: string | undefined;
  readonly stack?: string | undefined;
  readonly json: boolean;
}

/** Whether the end of the run is the end of its results, but for what the table says of them. */
export function isOnlyTold({ out, data, stack, json }: RunDestination): boolean {
  return !json && [out, data, stack].every((place) => place === undefined);
}
