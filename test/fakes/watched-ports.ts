import * as z from 'zod';

/** What a move of a job or a line of the ledger says, as far as it tells one from another. */
const saidSchema = z.union([
  z.object({ change: z.object({ status: z.string() }) }).transform(({ change }) => change.status),
  z.object({ outcome: z.string() }).transform(({ outcome }) => outcome),
]);

/**
 * Told of each call of a port, which it makes or does not.
 *
 * @param deed names it: `claims.settle`, `ledger.write used` or `jobs.move RUNNING`
 */
export type Watch = (deed: () => string, make: () => unknown) => unknown;

/** The ports, each of whose calls somebody watches. What is no object is as it was. */
export function watchedPorts<Ports extends object>(ports: Ports, watch: Watch): Ports {
  return proxyOf(ports, (name, port) =>
    typeof port === 'object' && port !== null ? watchedPort(name, port, watch) : port,
  );
}

function watchedPort<Port extends object>(port: string, target: Port, watch: Watch): Port {
  return proxyOf(target, (method, value) => {
    if (typeof value !== 'function') return value;
    return (...parts: unknown[]): unknown => {
      const deed = (): string => [`${port}.${method}`, ...parts.flatMap(saidBy)].join(' ');
      return watch(deed, () => Reflect.apply(value, target, parts));
    };
  });
}

function saidBy(part: unknown): string | readonly string[] {
  return saidSchema.safeParse(part).data ?? [];
}

function proxyOf<Target extends object>(
  target: Target,
  see: (name: string, value: unknown) => unknown,
): Target {
  return new Proxy(target, {
    get: (_target, name) => {
      // Of the object itself, whose private fields no proxy has.
      const value: unknown = Reflect.get(target, name, target);
      return see(String(name), value);
    },
  });
}
