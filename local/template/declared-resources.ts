import * as z from 'zod';
import { TemplateUnreadable } from '../local-errors.ts';
import type { IntrinsicResolver } from './intrinsics.ts';
import type { PhysicalResource } from './physical-resources.ts';
import type { StackTemplate } from './stack-template.ts';

/** A resource with its properties resolved and read. */
export interface DeclaredResource<Properties> extends Omit<PhysicalResource, 'attribute'> {
  readonly logicalId: string;
  readonly properties: Properties;
}

/** Reads a stack's resources, type by type. */
export class DeclaredResources {
  readonly #stack: StackTemplate;
  readonly #physical: ReadonlyMap<string, PhysicalResource>;
  readonly #resolver: IntrinsicResolver;

  constructor(
    stack: StackTemplate,
    physical: ReadonlyMap<string, PhysicalResource>,
    resolver: IntrinsicResolver,
  ) {
    this.#stack = stack;
    this.#physical = physical;
    this.#resolver = resolver;
  }

  /**
   * Every resource of the types that exists under the template's conditions. Only the properties
   * that `schema` names are resolved.
   *
   * @throws {TemplateUnreadable}
   */
  ofType<Schema extends z.ZodObject>(
    schema: Schema,
    ...types: readonly string[]
  ): DeclaredResource<z.output<Schema>>[] {
    return Object.entries(this.#stack.template.Resources)
      .filter(([, { Type, Condition }]) => types.includes(Type) && this.#resolver.holds(Condition))
      .map(([logicalId, { Properties }]) => {
        const known = Object.entries(Properties).filter(([key]) => key in schema.shape);
        const parsed = schema.safeParse(this.#resolver.resolve(Object.fromEntries(known)));
        const physical = this.#physical.get(logicalId);
        if (physical === undefined) throw new TemplateUnreadable(`${logicalId} has no name`);
        if (!parsed.success) {
          throw new TemplateUnreadable(`${logicalId}: ${z.prettifyError(parsed.error)}`);
        }
        const { name, arn, reference } = physical;
        return { logicalId, name, arn, reference, properties: parsed.data };
      });
  }

  /** Outputs that can be resolved, and the names of those that cannot. */
  outputs(): { readonly resolved: Record<string, string>; readonly unresolved: string[] } {
    const resolved: Record<string, string> = {};
    const unresolved: string[] = [];
    for (const [name, { Value, Condition }] of Object.entries(this.#stack.template.Outputs)) {
      try {
        if (this.#resolver.holds(Condition)) resolved[name] = String(this.#resolver.resolve(Value));
      } catch (error) {
        if (!(error instanceof TemplateUnreadable)) throw error;
        unresolved.push(name);
      }
    }
    return { resolved, unresolved };
  }
}
