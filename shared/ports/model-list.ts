/** Which models a server has. */
export interface ModelList {
  /** @throws {ModelCallError} when the server does not say */
  listModels(server: {
    readonly baseUrl: string;
    readonly signal: AbortSignal;
  }): Promise<readonly string[]>;
}
