import { OpenAI } from 'openai';
import { fetchWithoutTimeouts } from './fetch-without-timeouts.ts';

/** No Lambda lives longer; the caller's signal ends a call earlier. */
const longestCallMs = 15 * 60_000;

/**
 * The SDK without its own opinions: no retries, since each may be paid; no redirects, since a POST
 * becomes a GET; no limits of Node's on silence; nothing of an account from the environment, since it may be another provider's; no
 * logging, since it prints documents.
 */
export function openClient(baseUrl: string, apiKey: string): OpenAI {
  return new OpenAI({
    baseURL: baseUrl,
    // Servers of one's own often want none, but the SDK does.
    apiKey: apiKey.trim() || 'none',
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    maxRetries: 0,
    timeout: longestCallMs,
    logLevel: 'off',
    fetch: fetchWithoutTimeouts,
  });
}
