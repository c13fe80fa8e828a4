/** Where a cut is looked for. */
export interface CutWindow {
  /** First and last position that will do. */
  readonly first: number;
  readonly last: number;
  /** Of equally strong cuts the one nearest to this is taken. */
  readonly ideal: number;
}
