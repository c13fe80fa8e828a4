import type { Clock } from '../../shared/ports/clock.ts';

/** When a service is away. */
export interface Outage {
  /** The clock's time from which on it is, in milliseconds; `Infinity`: never yet. */
  from: number;
  until: number;
}

/** What AWS's SDK throws when a service has refused all of its tries. */
export function serviceError(): Error {
  return Object.assign(new Error('please try again'), {
    name: 'ServiceUnavailable',
    $metadata: { httpStatusCode: 503, attempts: 3 },
  });
}

/** The same port, whose every deed fails during an outage. */
export function during<Port extends object>(
  outage: Outage,
  clock: Pick<Clock, 'now'>,
  port: Port,
): Port {
  return new Proxy(port, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return async (...given: unknown[]): Promise<unknown> => {
        const time = clock.now().getTime();
        if (time >= outage.from && time < outage.until) throw serviceError();
        return Reflect.apply(value, target, given);
      };
    },
  });
}
