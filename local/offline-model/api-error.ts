import type { ServerResponse } from 'node:http';

/** A refusal in the shape that OpenAI's clients read. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string | null;
  readonly param: string | null;

  constructor(refusal: { status: number; message: string; code?: string; param?: string }) {
    super(refusal.message);
    this.status = refusal.status;
    this.code = refusal.code ?? null;
    this.param = refusal.param ?? null;
  }
}

/** Answers with a JSON body. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

/** Answers with an error body. */
export function sendError(response: ServerResponse, error: ApiError): void {
  const { message, code, param, status } = error;
  const type = status >= 500 ? 'server_error' : 'invalid_request_error';
  sendJson(response, status, { error: { message, type, param, code } });
}
