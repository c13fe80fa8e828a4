import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { startModelEnvironment } from '../../cli/deployment/model-environment.ts';
import { readLocalSettings } from '../../shared/settings/local-settings.ts';

const cleanups: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

async function start(environment: Record<string, string>) {
  const notes: string[] = [];
  const model = await startModelEnvironment(
    (text) => notes.push(text),
    readLocalSettings(environment),
  );
  cleanups.push(async () => model.stop());
  return { environment: model.environment, notes: notes.join('\n') };
}

/** A server that has these models, and keeps what it was asked. */
async function modelServer(...ids: string[]) {
  const requests: string[] = [];
  const server = createServer(({ method, url }, response) => {
    requests.push(`${method} ${url}`);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ object: 'list', data: ids.map((id) => ({ id })) }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('expected a TCP port');
  const stop = async () => {
    if (!server.listening) return;
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  cleanups.push(stop);
  return { baseUrl: `http://127.0.0.1:${address.port}/v1`, requests, stop };
}

describe('the model of a local pipeline', () => {
  it('is the offline one when it is asked for, and no other server hears of it', async () => {
    const server = await modelServer('m');

    const { environment, notes } = await start({
      SLUICE_PROVIDER: 'offline',
      OPENAI_BASE_URL: server.baseUrl,
      OPENAI_API_KEY: 'k',
    });

    expect(environment['OPENAI_BASE_URL']).not.toBe(server.baseUrl);
    expect(environment).not.toHaveProperty('OPENAI_API_KEY');
    expect(server.requests).toEqual([]);
    expect(notes).toContain('it is not a language model');
    expect(notes).toContain('not used: OPENAI_BASE_URL, OPENAI_API_KEY');
    expect(notes).not.toContain('No model is configured');
  });

  it('is the offline one, and says what is missing, where nothing is configured', async () => {
    const { environment, notes } = await start({});

    expect(environment).toMatchObject({ SLUICE_PROVIDER: 'offline' });
    expect(notes).toContain('No model is configured');
  });

  it('is told with provider and host, and what changes it, where only a key is set', async () => {
    const { environment, notes } = await start({ OPENAI_API_KEY: 'secret' });

    expect(environment).toEqual({ OPENAI_API_KEY: 'secret' });
    expect(notes).toBe(
      'Model: DeepSeek-V3.2-Exp-nothinking, or to think DeepSeek-V3.2-Exp-thinking of cometapi (api.cometapi.com); cometapi is the default where only a key is set; SLUICE_PROVIDER, OPENAI_BASE_URL and SLUICE_MODEL choose another',
    );
  });

  it('is told with its fallbacks, and without the credentials of an address', async () => {
    const { notes } = await start({
      OPENAI_BASE_URL: 'https://user:secret@models.example:8443/v1',
      SLUICE_MODEL: 'qwen',
      SLUICE_FALLBACK: 'deepseek,openrouter',
    });

    expect(notes).toBe(
      'Model: qwen of custom (models.example:8443), else deepseek, openrouter; SLUICE_PROVIDER, OPENAI_BASE_URL and SLUICE_MODEL choose another',
    );
  });

  it('is the only one that a server has', async () => {
    const server = await modelServer('llama');

    const { environment, notes } = await start({
      OPENAI_BASE_URL: server.baseUrl,
      OPENAI_API_KEY: 'k',
      SLUICE_MODEL_CONTEXT: '32768',
    });

    expect(environment).toEqual({
      OPENAI_BASE_URL: server.baseUrl,
      OPENAI_API_KEY: 'k',
      SLUICE_MODEL_CONTEXT: '32768',
      SLUICE_MODEL: 'llama',
    });
    expect(server.requests).toEqual(['GET /v1/models']);
    expect(notes).toContain('Model: llama of custom (127.0.0.1:');
  });

  it('is not asked for where the settings name it', async () => {
    const server = await modelServer('llama', 'qwen');

    await start({ OPENAI_BASE_URL: server.baseUrl, SLUICE_MODEL: 'qwen' });

    expect(server.requests).toEqual([]);
  });

  it('has to be named where a server has several', async () => {
    const { baseUrl } = await modelServer('llama', 'qwen');

    await expect(start({ OPENAI_BASE_URL: baseUrl })).rejects.toThrow(
      'set SLUICE_MODEL to one of llama, qwen',
    );
  });

  it('is an error at once where the server does not run', async () => {
    const { baseUrl, stop } = await modelServer();
    await stop();

    await expect(start({ OPENAI_BASE_URL: baseUrl })).rejects.toMatchObject({
      name: 'CommandError',
      message: `cannot ask ${baseUrl} which model it has: no connection to the provider (ECONNREFUSED); check OPENAI_BASE_URL and that the server runs`,
    });
  });

  it('is an error at once where its server on this machine was not started, whoever named it', async () => {
    const { baseUrl, stop } = await modelServer();
    await stop();

    const starting = start({ OPENAI_BASE_URL: baseUrl, SLUICE_MODEL: 'llama' });

    await expect(starting).rejects.toMatchObject({
      name: 'CommandError',
      message: `no model server takes connections at ${baseUrl}; start it, or check OPENAI_BASE_URL`,
    });
  });

  it.each([
    ['openai', { SLUICE_PROVIDER: 'openai' }],
    ['deepseek', { SLUICE_PROVIDER: 'deepseek' }],
    ['openrouter', { SLUICE_PROVIDER: 'openrouter' }],
    ['cometapi', { SLUICE_PROVIDER: 'cometapi', OPENAI_API_KEY: '' }],
    ['openai', { OPENAI_BASE_URL: 'https://api.openai.com/v1' }],
    ['openai', { SLUICE_PROVIDER: 'openai', SLUICE_FALLBACK: 'deepseek' }],
    ['openai', { SLUICE_PROVIDER: 'openai', SLUICE_FALLBACK_API_KEY: 'k' }],
    [
      'openai',
      { SLUICE_PROVIDER: 'openai', SLUICE_FALLBACK: 'openai', SLUICE_FALLBACK_API_KEY: 'k' },
    ],
  ])('is an error at once where %s has no key, as in %j', async (provider, environment) => {
    await expect(start(environment)).rejects.toMatchObject({
      name: 'CommandError',
      message: `OPENAI_API_KEY is not set; ${provider} needs one`,
    });
  });

  it.each([
    { SLUICE_PROVIDER: 'openai', OPENAI_BASE_URL: 'https://proxy.example/v1' },
    {
      SLUICE_PROVIDER: 'custom',
      OPENAI_BASE_URL: 'https://models.example/v1',
      SLUICE_MODEL: 'qwen',
    },
    { SLUICE_PROVIDER: 'openai', SLUICE_FALLBACK: 'deepseek', SLUICE_FALLBACK_API_KEY: 'k' },
  ])('needs no key with %j', async (environment) => {
    expect((await start(environment)).environment).toEqual(environment);
  });

  it('needs no key where its server is on this machine', async () => {
    const { baseUrl } = await modelServer('llama');
    const environment = { SLUICE_PROVIDER: 'deepseek', OPENAI_BASE_URL: baseUrl };

    expect((await start(environment)).environment).toEqual(environment);
  });
});
