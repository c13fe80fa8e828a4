import { once } from 'node:events';
import { connect } from 'node:net';
import type { LocalSettings } from '../../shared/settings/local-settings.ts';
import { CommandError } from '../command-error.ts';
import { firstChoice } from './first-choice.ts';

/**
 * Makes sure that a model server on this machine has been started: jobs wait for a server that is
 * away, so that whoever forgot it would see nothing happen. A server elsewhere is not asked.
 *
 * @throws {CommandError} where nothing takes connections there
 * @throws {ModelBaseUrlMissing}
 */
export async function requireModelServer(settings: LocalSettings['model']): Promise<void> {
  const { baseUrl } = firstChoice(settings);
  const { hostname, port, protocol, origin, pathname } = new URL(baseUrl);
  const host = hostname.replace(/^\[|\]$/g, '');
  if (!isOfThisMachine(host)) return;

  const socket = connect({ host, port: Number(port || (protocol === 'https:' ? 443 : 80)) });
  try {
    await once(socket, 'connect');
  } catch (error) {
    throw new CommandError(
      `no model server takes connections at ${origin}${pathname}; start it, or check OPENAI_BASE_URL`,
      { cause: error },
    );
  } finally {
    socket.destroy();
  }
}

function isOfThisMachine(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d+){3}$/.test(host);
}
