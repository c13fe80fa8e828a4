import { AsyncLocalStorage } from 'node:async_hooks';

/** What a store may want to know of the HTTP request that it is serving. */
export interface EmulatorRequest {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
  readonly url: string;
}

/** Stores are called without their request; this is where they find it. */
export const currentRequest = new AsyncLocalStorage<EmulatorRequest>();
