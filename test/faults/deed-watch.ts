import * as z from 'zod';

/** What a move of a job or a line of the ledger says, as far as it tells one from another. */
const saidSchema = z.union([
  z.object({ change: z.object({ status: z.string() }) }).transform(({ change }) => change.status),
  z.object({ outcome: z.string() }).transform(({ outcome }) => outcome),
]);

/** Knows which call of which port was made last. Of calls that are made at the same time it is the last. */
export class DeedWatch {
  #lastDeed = '';

  /** As `claims.settle`, `ledger.write used` or `jobs.move RUNNING`. */
  get lastDeed(): string {
    return this.#lastDeed;
  }

  /** The ports, whose calls are seen. */
  portsOf<Ports extends object>(ports: Ports): Ports {
    return proxyOf(ports, (name, port) =>
      typeof port === 'object' && port !== null ? this.#watched(name, port) : port,
    );
  }

  #watched<Port extends object>(port: string, target: Port): Port {
    return proxyOf(target, (method, value) => {
      if (typeof value !== 'function') return value;
      return (...parts: unknown[]): unknown => {
        const said = parts.flatMap((part) => saidSchema.safeParse(part).data ?? []);
        this.#lastDeed = [`${port}.${method}`, ...said].join(' ');
        return Reflect.apply(value, target, parts);
      };
    });
  }
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
